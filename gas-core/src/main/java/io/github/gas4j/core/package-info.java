// SPDX-License-Identifier: MIT

/**
 * A reconnecting TCP client for log events with a bounded buffer, a limit of retries and exact accounting.
 *
 * <p>Data flows one way: {@link io.github.gas4j.core.GasClient#offer(byte[], int, int) offer} frames an event into the
 * {@code FrameBuffer}; the {@code Sender} stages frames and writes them to a {@code Connection}. Producers only append
 * or fail; the sender alone frees, so that every way an event can end (released, given up, evicted, shut down) is in one
 * place, the {@code Ledger}. These classes live in packages named {@code internal}, which are not exported;
 * {@code docs/architecture.md} draws them.
 *
 * <p>Threads: any number of producers; one sender thread, which is the only user of sockets; one resolver thread while a
 * name is being looked up. States: {@code NEW → CONNECTING}, {@code CONNECTING → CONNECTED | BACKING_OFF},
 * {@code CONNECTED → CONNECTING | BACKING_OFF}, {@code BACKING_OFF → CONNECTING}, any {@code → CLOSED}.
 */
@NullMarked
package io.github.gas4j.core;

import org.jspecify.annotations.NullMarked;
