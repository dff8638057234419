// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A client seen through JMX, registered with {@code jmx=true} as {@code io.github.gas4j:type=GasClient,name=<name>}. The
 * attributes are those of {@link GasStats}, where they are explained, and each has a short description of its own.
 */
public interface GasClientMXBean {

    /** The description of an attribute that JMX shows. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Description {
        /**
         * Returns the description.
         *
         * @return in words, with the unit
         */
        String value();
    }

    @Description("The connection's state: NEW, CONNECTING, CONNECTED, BACKING_OFF or CLOSED")
    String getState();

    @Description("Where the client sends to, as configured")
    String getDestination();

    @Description("Events that reached the client, refused ones included")
    long getOffered();

    @Description("Complete writes of an event, replays included")
    long getWritten();

    @Description("Events released because they count as delivered")
    long getReleased();

    @Description("Writes of events of which some bytes had gone to an earlier connection")
    long getReplayed();

    @Description("Events dropped, whatever the reason")
    long getDropped();

    @Description("Events dropped because the buffer was full")
    long getDroppedBufferFull();

    @Description("Events dropped before they were encoded because of shedLevel, while the buffer was filling up")
    long getDroppedShed();

    @Description("Events dropped because they had waited through maxRetries or longer than deliveryTimeout")
    long getDroppedRetriesExhausted();

    @Description("Events dropped because they were larger than maxEventSize")
    long getDroppedTooLarge();

    @Description("Events dropped because they could not be encoded")
    long getDroppedEncodingFailed();

    @Description("Events dropped because the collector never accepts them")
    long getDroppedRejected();

    @Description("Events dropped before they were encoded because of rateLimit")
    long getDroppedRateLimited();

    @Description("Events that the fallback appender received instead")
    long getDroppedFallback();

    @Description("Events that were dropped out of the buffer and are kept in deadLetterFile")
    long getDroppedDeadLetter();

    @Description("Events dropped because the client had ended or ended before they were sent")
    long getDroppedShutdown();

    @Description("Events in the buffer that wait to be written")
    long getBufferedEvents();

    @Description("Bytes of the buffer that are taken, headers included: UnsentBytes and UnconfirmedBytes")
    long getBufferedBytes();

    @Description("Events in the buffer that were written and may be written again")
    long getUnconfirmedEvents();

    @Description("Size of the buffer in bytes")
    long getBufferCapacityBytes();

    @Description("Bytes of the buffer that wait to be written")
    long getUnsentBytes();

    @Description("Bytes of the buffer that were written and may be written again")
    long getUnconfirmedBytes();

    @Description(
            "How long the oldest event that waits to be written has been in the buffer, in milliseconds; 0 if none waits")
    long getOldestBufferedMillis();

    @Description(
            "Milliseconds since anything last reached the collector, or since the start; grows while the client is idle")
    long getSinceLastProgressMillis();

    @Description("Connections that were established, second ones that took over included")
    long getConnections();

    @Description("Attempts to connect that failed, and connections that ended before they were proven")
    long getFailedAttempts();

    @Description("Times in which there was no connection after a failure, a present one included")
    long getOutages();

    @Description("How long the outages lasted together in nanoseconds, until now if one lasts")
    long getOutageNanos();

    @Description("Attempts that led to a connection")
    long getConnects();

    @Description("How long these attempts took together in nanoseconds, name lookup and TLS handshake included")
    long getConnectNanos();

    @Description("Failures that were defects of the client itself")
    long getDefects();

    @Description("The last failure in words, empty if there was none")
    String getLastError();
}
