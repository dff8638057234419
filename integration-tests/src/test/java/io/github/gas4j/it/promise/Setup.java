// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An application's configuration: the destination, and few other options or none. Immutable.
 *
 * @param framework the logging framework
 * @param delivery what the client promises
 * @param options what else is set
 */
record Setup(Framework framework, Delivery delivery, Map<String, String> options) {

    private static final List<Framework> FRAMEWORKS = List.of(Framework.values());
    private static final String TRUSTED = "tlsTrustedCertificates";

    /** Copies. */
    Setup {
        options = Map.copyOf(options);
    }

    static Setup of(Framework framework, Delivery delivery) {
        return new Setup(framework, delivery, Map.of());
    }

    /** Returns both frameworks with each of these deliveries. */
    static List<Setup> with(Delivery... deliveries) {
        List<Setup> all = new ArrayList<>();
        for (Framework framework : Framework.values()) {
            for (Delivery delivery : deliveries) {
                all.add(of(framework, delivery));
            }
        }
        return all;
    }

    /** Returns those of {@link #with} for a long run; for a short one, a framework for each delivery in turn. */
    static List<Setup> chosen(Delivery... deliveries) {
        if (Length.isLong()) {
            return with(deliveries);
        }
        List<Setup> some = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            some.add(of(framework(some.size()), delivery));
        }
        return some;
    }

    /** Returns the frameworks in turn. */
    static Framework framework(int turn) {
        return FRAMEWORKS.get(turn % FRAMEWORKS.size());
    }

    Setup with(String option, Object value) {
        Map<String, String> more = new TreeMap<>(options);
        more.put(option, value.toString());
        return new Setup(framework, delivery, more);
    }

    /** Returns the same with this version of TLS, for a collector whose certificate this authority has issued. */
    Setup encrypted(Pki authority, String version) {
        return with(TRUSTED, authority.trusted()).with("tlsProtocols", version);
    }

    /** Starts the application; the file that sets nothing but the destination is used wherever it can be. */
    Application start(String host, int port) throws IOException {
        Settings settings = Settings.of(theme(), port).with("host", host);
        if (delivery != Delivery.REPLAY) {
            settings = settings.with("delivery", delivery);
        }
        for (Map.Entry<String, String> option : options.entrySet()) {
            settings = settings.with(option.getKey(), option.getValue());
        }
        return Application.start(framework, settings);
    }

    private String theme() {
        if (options.containsKey(TRUSTED)) {
            return "tls";
        }
        return options.isEmpty() && delivery == Delivery.REPLAY ? "defaults" : "promise";
    }

    @Override
    public String toString() {
        Map<String, String> shown = new TreeMap<>(options);
        shown.remove(TRUSTED); // a path of this machine
        return framework.title() + " " + delivery + (shown.isEmpty() ? "" : " " + shown);
    }
}
