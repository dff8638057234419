// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.ssl;

import ch.qos.logback.core.net.ssl.KeyStoreFactoryBean;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A {@code <keyStore>} or {@code <trustStore>} of Logback, read anew at each call. Every exception says which store it is
 * about, and what would be valid.
 *
 * <p>Immutable, as long as nobody changes the bean.
 *
 * @param element the name of the element
 * @param bean what the element describes
 */
record SslStore(String element, KeyStoreFactoryBean bean) {
    private static final String NOT_FOUND = "file not found";

    /** Returns the store that the element describes, or null if it describes none. */
    static @Nullable SslStore of(String element, @Nullable KeyStoreFactoryBean bean) {
        return bean == null ? null : new SslStore(element, bean);
    }

    /** Returns what the element says. */
    List<@Nullable Object> settings() {
        return Arrays.asList(bean.getLocation(), bean.getPassword(), bean.getType(), bean.getProvider());
    }

    /** Returns the location as it is written. */
    String location() {
        return Objects.requireNonNullElse(bean.getLocation(), "");
    }

    /** Returns the file at the location, or nothing if the location is not a URL of a file. */
    Optional<Path> file() {
        try {
            URL url = new URL(location());
            String path = url.getPath().replace("+", "%2B"); // the decoder would make a space of it
            return url.getProtocol().equals("file")
                    ? Optional.of(new File(URLDecoder.decode(path, StandardCharsets.UTF_8)).toPath())
                    : Optional.empty();
        } catch (MalformedURLException | IllegalArgumentException notAFile) {
            return Optional.empty();
        }
    }

    /** Reads the store, which must hold at least one certificate. */
    KeyStore loadTrust() throws IOException, GeneralSecurityException {
        KeyStore store = load();
        if (store.size() == 0) {
            throw unusable("holds no certificate", null);
        }
        return store;
    }

    /** Reads the store, which must hold at least one private key, and puts it into the factory. */
    KeyManager[] loadKeys(KeyManagerFactory factory) throws IOException, GeneralSecurityException {
        KeyStore store = load();
        if (!holdsKey(store)) {
            throw unusable("holds no private key", null);
        }
        try {
            factory.init(store, bean.getPassword().toCharArray());
            return factory.getKeyManagers();
        } catch (UnrecoverableKeyException wrongPassword) {
            throw unusable("has a private key whose password is not the store's", wrongPassword);
        }
    }

    private static boolean holdsKey(KeyStore store) throws KeyStoreException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return true;
            }
        }
        return false;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        try {
            return bean.createKeyStore();
        } catch (GeneralSecurityException | RuntimeException failed) {
            String prefix = location() + ": ";
            String reason = String.valueOf(failed.getMessage());
            reason = reason.startsWith(prefix) ? reason.substring(prefix.length()) : reason;
            if (reason.equals(NOT_FOUND)) {
                throw new IOException(text("was not found, or may not be read"), failed);
            }
            throw unusable("cannot be used, because of: " + reason, failed);
        }
    }

    private KeyStoreException unusable(String what, @Nullable Exception cause) {
        return new KeyStoreException(text(what), cause);
    }

    private String text(String what) {
        String hint = location().isEmpty() || location().contains(":")
                ? ""
                : "; without file: it is sought on the class path";
        return element + " '" + location() + "' " + what + hint
                + "; valid: a location like file:/etc/ssl/collector.p12, with the store's password and type";
    }
}
