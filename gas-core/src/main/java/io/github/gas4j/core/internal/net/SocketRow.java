// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code /proc/net/tcp} or {@code tcp6}: the state of a TCP connection as the Linux kernel prints it.
 *
 * <pre>
 * sl: local:port remote:port state tx_queue:rx_queue timer:ticks retransmits uid probes inode ...
 * </pre>
 *
 * <p>Confined to the sender's thread. Parsing allocates nothing.
 */
final class SocketRow {
    /** Length of an IPv6 address. */
    private static final int IPV6_BYTES = 16;

    int state;
    long unacknowledged;
    /** Kind of the timer that runs: 1 for a retransmission, 4 for a probe of a closed window. */
    int timer;

    /** Time until the timer fires, in hundredths of a second. */
    long ticks;

    int retransmits;
    int probes;
    long inode;

    private byte[] line = {};
    private int at;
    private int end;

    /** Returns the addresses and ports of a connection as a line shows them, or null if the table cannot list it. */
    static byte @Nullable [] key(InetSocketAddress local, InetSocketAddress remote, boolean ipv6) {
        if (!ipv6 && (isIpv6(local.getAddress()) || isIpv6(remote.getAddress()))) {
            return null;
        }
        return (hex(local, ipv6) + " " + hex(remote, ipv6) + " ").getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isIpv6(InetAddress address) {
        return address.getAddress().length == IPV6_BYTES;
    }

    /** Returns an address as the kernel prints it: 32-bit words in the machine's byte order. */
    private static String hex(InetSocketAddress address, boolean ipv6) {
        byte[] bytes = address.getAddress().getAddress();
        if (ipv6 && bytes.length != IPV6_BYTES) {
            bytes = mapped(bytes);
        }
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        StringBuilder text = new StringBuilder();
        while (words.hasRemaining()) {
            text.append(String.format(Locale.ROOT, "%08X", words.getInt()));
        }
        return text.append(String.format(Locale.ROOT, ":%04X", address.getPort()))
                .toString();
    }

    /**
     * Returns {@code ::ffff:a.b.c.d}, as the kernel lists a dual-stack socket's IPv4 address. Java shows plain IPv4.
     */
    private static byte[] mapped(byte[] ipv4) {
        byte[] bytes = new byte[IPV6_BYTES];
        bytes[10] = -1;
        bytes[11] = -1;
        System.arraycopy(ipv4, 0, bytes, 12, ipv4.length);
        return bytes;
    }

    /** Parses a line, from {@code from} up to {@code to}. Returns false if it is malformed or of another connection. */
    boolean parse(byte[] text, int from, int to, byte[] key) {
        line = text;
        at = from;
        end = to;
        skipTo(':');
        at += 2;
        if (!isHere(key)) {
            return false;
        }
        at += key.length;
        state = (int) hexNumber();
        unacknowledged = hexNumber();
        hexNumber(); // bytes received and not read
        timer = (int) hexNumber();
        ticks = hexNumber();
        retransmits = (int) hexNumber();
        decimalNumber(); // user id
        probes = (int) decimalNumber();
        inode = decimalNumber();
        return at < end; // the inode is not the last column, so the line was whole
    }

    private void skipTo(char separator) {
        while (at < end && line[at] != separator) {
            at++;
        }
    }

    /** Returns whether the key comes next. Compares from the end, where the remote address and port differ most. */
    private boolean isHere(byte[] key) {
        if (end - at <= key.length) {
            return false;
        }
        for (int i = key.length - 1; i >= 0; i--) {
            if (line[at + i] != key[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads a number and the one character after it. */
    private long hexNumber() {
        long number = 0;
        for (int digit = digit(); digit >= 0; digit = digit()) {
            number = (number << 4) | digit;
            at++;
        }
        at++;
        return number;
    }

    /** Skips spaces and reads a number. */
    private long decimalNumber() {
        while (at < end && line[at] == ' ') {
            at++;
        }
        long number = 0;
        for (int digit = digit(); digit >= 0; digit = digit()) {
            number = number * 10 + digit;
            at++;
        }
        return number;
    }

    private int digit() {
        int character = at < end ? line[at] : ' ';
        if (character >= '0' && character <= '9') {
            return character - '0';
        }
        return character >= 'A' && character <= 'F' ? character - 'A' + 10 : -1;
    }
}
