// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

import java.io.IOException;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events of any characters, nesting, throwables and objects that throw. The same seed gives the same ones. */
public final class RandomEvents {
    private static final String[] NAMES = {
        "a",
        "b",
        "message",
        "@timestamp",
        "level",
        "_id",
        "id",
        "",
        "\ud83d",
        "\ude00",
        "k\u00e9y \"q\"",
        "tags",
        "a.b",
        "a b",
        "x\n",
    };

    private final Random random;
    private final List<String> templates;

    /** Creates a source of events. */
    public RandomEvents(long seed) {
        random = new Random(seed);
        templates = templates();
    }

    /** Throws whatever is asked. */
    private final class Thrower {
        @Override
        public String toString() {
            return switch (random.nextInt(3)) {
                case 0 -> throw new IllegalStateException("no");
                case 1 -> throw new AssertionError("no");
                default -> toString();
            };
        }
    }

    /** Returns the next event. */
    public TestEvent event() {
        List<SimpleImmutableEntry<String, @Nullable Object>> pairs = new ArrayList<>();
        Map<String, String> mdc = new HashMap<>();
        Map<String, String> context = new HashMap<>();
        List<String> markers = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            pairs.add(new SimpleImmutableEntry<>(name(), value(0)));
            mdc.put(name(), text());
            context.put(name(), text());
            markers.add(text());
        }
        return new TestEvent(
                random.nextInt(20) == 0 ? random.nextLong() / 1_000_000_000_000L : 1_700_000_000L + random.nextInt(3),
                random.nextInt(1_000_000_000),
                message(),
                random.nextInt(5) == 0 ? text() : "com.example.Logger",
                random.nextInt(5) == 0 ? text() : "main",
                new TestEvent.Extra(pairs, mdc, context, markers),
                random.nextInt(8) == 0 ? throwable(0) : null);
    }

    private @Nullable CharSequence message() {
        return switch (random.nextInt(20)) {
            case 0 -> null;
            case 1, 2, 3, 4, 5, 6 -> new TemplateMessage(templates.get(random.nextInt(templates.size())), arguments());
            case 7, 8, 9, 10, 11, 12 -> builder(text());
            default -> text();
        };
    }

    private List<@Nullable Object> arguments() {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            arguments.add(
                    switch (random.nextInt(5)) {
                        case 0 -> null;
                        case 1 -> random.nextInt();
                        case 2 -> random.nextDouble();
                        case 3 -> random.nextBoolean();
                        default -> text();
                    });
        }
        return arguments;
    }

    /** Few, so that they come again. */
    private List<String> templates() {
        return Stream.generate(() -> text() + "{}" + text() + "{}" + text())
                .limit(50)
                .map(text -> text.replace('\\', '/'))
                .toList();
    }

    private static StringBuilder builder(String text) {
        return new StringBuilder(text);
    }

    private String name() {
        return random.nextInt(4) == 0 ? text() : NAMES[random.nextInt(NAMES.length)];
    }

    private String text() {
        int length = random.nextInt(30) == 0 ? random.nextInt(3_000) : random.nextInt(80);
        StringBuilder text = new StringBuilder(length);
        int kind = random.nextInt(4);
        for (int i = 0; i < length; i++) {
            text.append(
                    switch (kind) {
                        case 0 -> (char) (' ' + random.nextInt(95));
                        case 1 -> (char) random.nextInt(0x100);
                        case 2 -> (char) random.nextInt(0x10000);
                        default -> (char) (0xD7F0 + random.nextInt(0x820));
                    });
        }
        return text.toString();
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth > 10 ? 9 : 13)) {
            case 0 -> null;
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean() ? Double.longBitsToDouble(random.nextLong()) : Float.NaN;
            case 3 -> random.nextBoolean();
            case 4 -> new Thrower();
            case 5 -> (char) random.nextInt();
            case 6 -> new int[] {1, 2};
            case 7, 8 -> text();
            case 9 -> map(depth);
            case 10 -> new Object[] {value(depth + 1), value(depth + 1)};
            case 11 -> itself();
            default -> List.of(text(), text());
        };
    }

    private Map<Object, Object> map(int depth) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(random.nextInt(5) == 0 ? random.nextInt(10) : String.valueOf(random.nextInt(20)), value(depth + 1));
        }
        return map;
    }

    /** A list that contains itself. */
    private static List<Object> itself() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        return list;
    }

    private Throwable throwable(int depth) {
        Throwable cause = random.nextInt(3) > 0 || depth > 20 ? null : throwable(depth + 1);
        Throwable thrown = switch (random.nextInt(3)) {
            case 0 -> new IOException(text(), cause);
            case 1 -> new IllegalStateException("state", cause);
            default ->
                new Exception(text(), cause) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("no");
                    }
                };
        };
        if (random.nextInt(3) == 0) {
            thrown.addSuppressed(depth > 20 ? new Exception() : throwable(depth + 1));
        }
        if (cause == null && random.nextInt(10) == 0) {
            try {
                thrown.initCause(new Exception("ring", thrown));
            } catch (IllegalStateException hasOne) {
                // it was given null
            }
        }
        return thrown;
    }
}
