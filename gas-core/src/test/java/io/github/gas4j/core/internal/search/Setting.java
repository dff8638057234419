// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What a {@link World} is like. Without any call of a setter it has a healthy collector and a hundred frames a second. */
final class Setting {
    private static final int LARGE = 100_000;

    private final Map<Long, Integer> sizes = new TreeMap<>();
    private double rate = 100;
    private double roundTrip;
    private long unreleased = -1;
    private long behind = Long.MAX_VALUE;
    private long[] poison = {};
    private int poisonBytes = LARGE;
    private double delay;
    private boolean wholeFrame = true;
    private double readsPerSecond = 1e9;
    private double outage;
    private Function<World, Disturber> disturber = world -> new Disturber() {};

    /** Sets the frames per second. With 0, all frames are there from the start. */
    Setting rate(double perSecond) {
        rate = perSecond;
        return this;
    }

    Setting roundTrip(double seconds) {
        roundTrip = seconds;
        return this;
    }

    /** Sets how many frames have been written before the start and are not released. By default, a full replay window. */
    Setting unreleased(long frames) {
        unreleased = frames;
        return this;
    }

    /** Sets how many frames come after the first one of the run. */
    Setting behind(long frames) {
        behind = frames;
        return this;
    }

    /** Sets which frames the collector never accepts. They are counted from the first frame of the run. */
    Setting poison(long... frames) {
        poison = frames.clone();
        return this;
    }

    Setting poisonBytes(int bytes) {
        poisonBytes = bytes;
        return this;
    }

    /** Gives a frame, counted from the first unreleased one, another size than the common one. */
    Setting size(long frame, int bytes) {
        sizes.put(frame, bytes);
        return this;
    }

    /** Sets after how many seconds the collector closes on a frame that it does not accept. */
    Setting delay(double seconds) {
        delay = seconds;
        return this;
    }

    /** Makes the collector close on the first bytes of a frame that it does not accept. */
    Setting closesAtOnce() {
        wholeFrame = false;
        return this;
    }

    Setting readsPerSecond(double bytes) {
        readsPerSecond = bytes;
        return this;
    }

    /** Sets for how many seconds connects are refused after a frame that the collector does not accept. */
    Setting outage(double seconds) {
        outage = seconds;
        return this;
    }

    Setting disturber(Function<World, Disturber> made) {
        disturber = made;
        return this;
    }

    double rate() {
        return rate;
    }

    double roundTrip() {
        return roundTrip;
    }

    long unreleased() {
        return unreleased >= 0 ? unreleased : (long) Math.min(World.WINDOW, 10 * rate);
    }

    long behind() {
        return behind;
    }

    double delay() {
        return delay;
    }

    boolean wholeFrame() {
        return wholeFrame;
    }

    double readsPerSecond() {
        return readsPerSecond;
    }

    double outage() {
        return outage;
    }

    Function<World, Disturber> disturber() {
        return disturber;
    }

    int poisonBytes() {
        return poisonBytes;
    }

    long[] poison() {
        return poison.clone();
    }

    Map<Long, Integer> sizes() {
        return sizes;
    }
}
