// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.route;

import io.github.gas4j.core.Strategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The order in which an attempt tries the targets. Whatever the strategy, one whose last connection ended before it had
 * proven itself comes after the others, the latest of them last: so a collector that accepts connections and closes them
 * keeps no event from one that works.
 *
 * <p>Confined to the sender's thread.
 */
final class Order {
    private static final Comparator<Target> PASSED_OVER = Comparator.comparingLong(Target::passedOver);

    private final List<Target> all;
    private final Strategy strategy;
    private final DoubleSupplier random;
    private long ends;

    Order(List<Target> all, Strategy strategy, DoubleSupplier random) {
        this.all = all;
        this.strategy = strategy;
        this.random = random;
        ends = all.stream().mapToLong(Target::passedOver).max().orElse(0);
    }

    /** Returns the targets in the order for the next attempt; {@code last} is the one that the last connection led to. */
    List<Target> after(Target last, boolean connectedBefore) {
        List<Target> order = new ArrayList<>(all);
        switch (strategy) {
            case FAILOVER -> {}
            case ROUND_ROBIN -> Collections.rotate(order, connectedBefore ? -(all.indexOf(last) + 1) : 0);
            case RANDOM -> shuffle(order);
        }
        order.sort(PASSED_OVER); // stable
        return order;
    }

    /** Returns the targets in the order for an attempt that begins with one of them. */
    List<Target> from(Target first) {
        List<Target> order = new ArrayList<>(all);
        order.sort(PASSED_OVER);
        order.remove(first);
        order.add(0, first);
        return order;
    }

    /** Returns the targets before another one that a client returns to; none without {@code FAILOVER}. */
    List<Target> before(Target present) {
        return strategy == Strategy.FAILOVER ? all.subList(0, all.indexOf(present)) : List.of();
    }

    /** Notes that a connection to a target ended before it had proven itself. */
    void passOver(Target target) {
        ends++;
        target.passOver(ends);
    }

    private void shuffle(List<Target> order) {
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, (int) (random.getAsDouble() * (i + 1)));
        }
    }
}
