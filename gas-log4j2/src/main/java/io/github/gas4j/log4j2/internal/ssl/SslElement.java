// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.ssl;

import io.github.gas4j.core.GasConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.net.ssl.SslConfigurationDefaults;
import org.jspecify.annotations.Nullable;

/**
 * What an element {@code <Ssl>} says. It has the attributes and child elements of Log4j's own plugin of this name.
 *
 * <p>Immutable.
 *
 * @param source the stores and the protocol
 * @param skipsHostname whether {@code verifyHostName="false"} is written
 * @param problems what is wrong with the element's text
 */
public record SslElement(SslSource source, boolean skipsHostname, List<String> problems) {
    /** The name of the element. */
    public static final String NAME = "Ssl";

    private static final String KEY_STORE = "KeyStore";
    private static final String TRUST_STORE = "TrustStore";
    private static final String VERIFY_HOST_NAME = "verifyHostName";
    private static final String OPTION = "option " + NAME + ": ";

    /** Reads the element, but none of its files. */
    public static SslElement read(Node ssl) {
        List<String> problems = new ArrayList<>();
        Map<String, String> attributes = attributes(ssl);
        String protocol = Objects.requireNonNullElse(attributes.remove("protocol"), SslConfigurationDefaults.PROTOCOL);
        String verify = Objects.requireNonNullElse(attributes.remove(VERIFY_HOST_NAME), "true");
        if (!verify.equalsIgnoreCase("true") && !verify.equalsIgnoreCase("false")) {
            problems.add(OPTION + VERIFY_HOST_NAME + " '" + verify + "' is not valid; valid: true or false");
        }
        refuseOthers(NAME, attributes, "protocol, " + VERIFY_HOST_NAME + ", <KeyStore>, <TrustStore>", problems);
        List<Node> children = new ArrayList<>(ssl.getChildren());
        SslStore keys = store(KEY_STORE, "keyManagerFactoryAlgorithm", children, problems);
        SslStore trust = store(TRUST_STORE, "trustManagerFactoryAlgorithm", children, problems);
        for (Node other : children) {
            problems.add(OPTION + "element '" + other.getName()
                    + "' is unknown or given twice; valid: at most one <KeyStore> and one <TrustStore>");
        }
        return new SslElement(
                new SslSource(protocol, keys, trust), verify.equalsIgnoreCase("false"), List.copyOf(problems));
    }

    private static @Nullable SslStore store(String name, String algorithm, List<Node> children, List<String> problems) {
        Node element = children.stream()
                .filter(child -> SslVisitor.isNamed(child, name))
                .findFirst()
                .orElse(null);
        if (element == null) {
            return null;
        }
        children.remove(element);
        Map<String, String> attributes = attributes(element);
        SslStore store = new SslStore(
                name,
                attributes.remove("location"),
                new SslPassword(
                        attributes.remove("password"),
                        attributes.remove("passwordEnvironmentVariable"),
                        attributes.remove("passwordFile")),
                Objects.requireNonNullElse(attributes.remove("type"), SslConfigurationDefaults.KEYSTORE_TYPE),
                attributes.remove(algorithm));
        refuseOthers(
                name,
                attributes,
                "location, password, passwordEnvironmentVariable, passwordFile, type, " + algorithm,
                problems);
        return store;
    }

    /** Returns a copy of the attributes, whose names Log4j takes in any case. */
    private static Map<String, String> attributes(Node element) {
        Map<String, String> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        attributes.putAll(element.getAttributes());
        return attributes;
    }

    private static void refuseOthers(
            String element, Map<String, String> attributes, String valid, List<String> problems) {
        for (String unknown : attributes.keySet()) {
            problems.add(OPTION + element + " has no attribute or element '" + unknown + "'; valid: " + valid);
        }
    }

    /** Reads the files as well, and returns all problems that would prevent a connection. Throws no exception. */
    public List<String> allProblems() {
        List<String> all = new ArrayList<>(problems);
        source.check(all, OPTION);
        return all;
    }

    /** Copies what the element says, before the options of the appender itself, which overrule it. */
    public void copyTo(GasConfigBuilder config) {
        config.tls(source);
        if (skipsHostname) {
            config.option("tlsVerifyHostname", "false");
        }
    }
}
