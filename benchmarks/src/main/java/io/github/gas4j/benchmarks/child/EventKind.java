// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The events whose encoding is measured. */
public enum EventKind {
    /** 127 characters. */
    PLAIN,
    /** Three parameters, one of them a number that changes. */
    PARAMETERS,
    /** The plain one with five entries of the MDC. */
    MDC,
    /** The plain one with an exception of 30 frames, which has a cause of 30 frames. */
    EXCEPTION;

    static final String MESSAGE = ("customer 4711 has put 3 pieces of article 0815-42 into the basket, which is worth"
                    + " 129.90 EUR now; session=4bf92f3577b34da6a3ce929d0e0e4736")
            .substring(0, 127);
    static final String TEMPLATE =
            "request {} from {} handled in {} ms: status=200 path=/api/v1/orders bytes=5120 trace=4bf92f3577b34da6";
    static final String USER = "user-1";
    static final int DURATION = 12;
    static final Map<String, String> CONTEXT = Map.of(
            "traceId", "4bf92f3577b34da6a3ce929d0e0e4736",
            "spanId", "00f067aa0ba902b7",
            "userId", "user-4711",
            "tenant", "acme",
            "requestId", "7f3c-11");
    private static final int FRAMES = 30;

    /** Returns an exception with a cause; both have frames of few classes, as exceptions have. */
    static Throwable exception() {
        Throwable cause = withFrames(new IllegalArgumentException("the card has expired"), "payment.CardService");
        return withFrames(new IllegalStateException("order 4711 cannot be paid", cause), "order.OrderService");
    }

    private static Throwable withFrames(Throwable throwable, String type) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            String name = type + i % 7;
            frames.add(new StackTraceElement(
                    "com.example.shop." + name,
                    "handle" + i,
                    name.substring(name.indexOf('.') + 1) + ".java",
                    100 + i));
        }
        throwable.setStackTrace(frames.toArray(new StackTraceElement[0]));
        return throwable;
    }

    /** Returns how many of these events are measured between two looks at the clock. */
    int batch() {
        return this == EXCEPTION ? 50 : 1_000;
    }
}
