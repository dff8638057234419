// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.encoding;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import io.github.gas4j.core.internal.text.Scratch;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * An encoder of logstash-logback-encoder, which writes into a stream instead of making an array. Called through a method
 * handle of the encoder's own {@code StreamingEncoder}, because that library may be missing, may be another class loader's
 * and may be another module's.
 *
 * <p>After an {@link Error}, such as a missing class of a logged object, that library goes on with the thread's JSON
 * generator in the middle of an event, and writes the next event into the torn one. It discards the generator only after an
 * exception. So an error here is followed by an event that makes it fail with an exception. That cannot help a thread whose
 * stack is at its end.
 *
 * <p>Thread-safe: immutable, and the library's encoders are thread-safe.
 *
 * @param <E> the type of events
 */
public final class StreamedEncoder<E> implements DirectEncoder<E> {
    private static final String INTERFACE = "net.logstash.logback.encoder.StreamingEncoder";
    private static final String METHOD = "encode";
    private static final MethodType TYPE = MethodType.methodType(void.class, Object.class, OutputStream.class);

    static {
        // Links the call. If the end of a stack interrupted the linking, it would fail for ever.
        try {
            call(MethodHandles.empty(TYPE), null, OutputStream.nullOutputStream());
        } catch (Throwable impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Takes an event and a stream. */
    private final MethodHandle encode;

    private StreamedEncoder(MethodHandle encode) {
        this.encode = encode;
    }

    /**
     * Returns a way to encode without an array, or null if the encoder has none that is sure to write the same bytes. A
     * subclass may change what {@code encode(event)} returns, for instance mask secrets, without a change of the stream.
     */
    public static <E> @Nullable DirectEncoder<E> of(Encoder<E> encoder) {
        Class<?> type = encoder.getClass();
        Class<?> streaming = interfaceOf(type);
        try {
            if (streaming == null || whoMakes(type, byte[].class, 1) != whoMakes(type, void.class, 2)) {
                return null;
            }
            MethodHandle found = MethodHandles.publicLookup().findVirtual(streaming, METHOD, TYPE);
            return new StreamedEncoder<>(found.bindTo(encoder));
        } catch (ReflectiveOperationException | LinkageError notAsExpected) {
            return null;
        }
    }

    @Override
    public void encode(E event, Scratch scratch) {
        if (event instanceof ILoggingEvent logged) {
            logged.getFormattedMessage(); // an argument that logs would call the library in the middle of an event:
            // it refuses
        }
        EventStream stream = new EventStream(scratch.bytes());
        try {
            call(encode, event, stream);
        } catch (Error torn) {
            discardGenerator();
            throw torn;
        } catch (Throwable failed) {
            throw StreamedEncoder.<RuntimeException>undeclared(failed);
        } finally {
            stream.end();
        }
    }

    /** Makes the library fail with an exception on this thread. The first provider that looks at the event does. */
    private void discardGenerator() {
        try {
            call(encode, null, OutputStream.nullOutputStream());
        } catch (Throwable intended) {
            // the next event gets another generator
        }
    }

    private static void call(MethodHandle encode, @Nullable Object event, OutputStream stream) throws Throwable {
        encode.invokeExact(event, stream);
    }

    /** Returns the library's interface, as the encoder's class loader knows it, or null. */
    private static @Nullable Class<?> interfaceOf(@Nullable Class<?> type) {
        if (type == null || type.getName().equals(INTERFACE)) {
            return type;
        }
        for (Class<?> above : type.getInterfaces()) {
            Class<?> found = interfaceOf(above);
            if (found != null) {
                return found;
            }
        }
        return interfaceOf(type.getSuperclass());
    }

    /** Returns the class that an object has its {@code encode} from, of those with a result and a number of parameters. */
    private static @Nullable Class<?> whoMakes(Class<?> type, Class<?> result, int parameters) {
        for (Class<?> maker = type; maker != null; maker = maker.getSuperclass()) {
            for (Method method : maker.getDeclaredMethods()) {
                if (method.getName().equals(METHOD)
                        && method.getReturnType() == result
                        && Modifier.isPublic(method.getModifiers())
                        && method.getParameterCount() == parameters
                        && takesEvents(method.getParameterTypes()[0])
                        && (parameters == 1 || method.getParameterTypes()[1] == OutputStream.class)) {
                    return maker;
                }
            }
        }
        return null;
    }

    /** Returns whether a parameter can be an event, which is no class of the JDK. A helper of the same name takes others. */
    private static boolean takesEvents(Class<?> parameter) {
        return parameter == Object.class || !parameter.getName().startsWith("java.");
    }

    /** Lets through what a call has thrown, declared or not. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T undeclared(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
