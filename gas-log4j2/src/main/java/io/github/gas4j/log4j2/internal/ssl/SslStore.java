// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.ssl;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.util.NetUtils;
import org.jspecify.annotations.Nullable;

/**
 * A {@code <KeyStore>} or {@code <TrustStore>}, read anew at each call. Every exception says which store it is about, and
 * what would be valid.
 *
 * <p>Immutable.
 *
 * @param element the name of the element
 * @param location a path or a URL; null for a type that needs none
 * @param password the password of the store and its private keys
 * @param type the type of the store, like {@code PKCS12}
 * @param algorithm the algorithm of the managers that use the store, or null for the JVM's default
 */
public record SslStore(
        String element,
        @Nullable String location,
        SslPassword password,
        String type,
        @Nullable String algorithm) {
    private static final Set<String> TYPES_OF_FILES = Set.of("JKS", "PKCS12");
    /** A scheme of two letters at least, because one letter is a drive. */
    private static final Pattern URL = Pattern.compile("\\p{Alpha}[\\p{Alnum}+.-]+:.*");

    /** Returns the files that are read: the store, and the one with the password. */
    Stream<Path> files() {
        try {
            return Stream.of(file(), password.path()).flatMap(Optional::stream);
        } catch (IllegalArgumentException notAFile) {
            return Stream.empty();
        }
    }

    /** Returns the file at the location, or nothing if there is no location, or one that is not a file. */
    private Optional<Path> file() {
        if (location == null || !URL.matcher(location).matches()) {
            return Optional.ofNullable(location).map(Path::of);
        }
        URI uri = NetUtils.toURI(location);
        boolean isFile = "file".equalsIgnoreCase(uri.getScheme());
        return isFile
                ? Optional.of(uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(uri))
                : Optional.empty();
    }

    /** Returns where the store is, for messages. */
    String inWords() {
        return location == null ? "the store of type " + type : location;
    }

    /** Returns managers for the private keys of the store, which must hold at least one. */
    KeyManager[] keyManagers() throws IOException, GeneralSecurityException {
        String name = algorithm == null ? KeyManagerFactory.getDefaultAlgorithm() : algorithm;
        KeyManagerFactory factory = KeyManagerFactory.getInstance(name);
        char[] secret = secret();
        try {
            KeyStore store = load(secret);
            if (!holdsKey(store)) {
                throw unusable("holds no private key", null);
            }
            factory.init(store, secret);
            return factory.getKeyManagers();
        } catch (UnrecoverableKeyException | RuntimeException wrongPassword) {
            throw unusable("has a private key that cannot be read with this password", wrongPassword);
        } finally {
            erase(secret);
        }
    }

    /** Returns managers that trust the certificates in the store, which must hold at least one. */
    TrustManager[] trustManagers() throws IOException, GeneralSecurityException {
        String name = algorithm == null ? TrustManagerFactory.getDefaultAlgorithm() : algorithm;
        TrustManagerFactory factory = TrustManagerFactory.getInstance(name);
        char[] secret = secret();
        try {
            KeyStore store = load(secret);
            if (store.size() == 0) {
                throw unusable("holds no certificate that can be read with this password", null);
            }
            factory.init(store);
            return factory.getTrustManagers();
        } finally {
            erase(secret);
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

    private char @Nullable [] secret() throws IOException, GeneralSecurityException {
        try {
            return password.read();
        } catch (NoSuchFileException missing) {
            throw new IOException(
                    text("cannot be read, because its passwordFile '" + password.file() + "' is missing"), missing);
        } catch (IOException | RuntimeException failed) {
            throw new IOException(text("cannot be read, because its passwordFile failed with " + failed), failed);
        } catch (GeneralSecurityException unset) {
            throw unusable("cannot be read, because its " + unset.getMessage(), unset);
        }
    }

    private static void erase(char @Nullable [] secret) {
        if (secret != null) {
            Arrays.fill(secret, '\0');
        }
    }

    private KeyStore load(char @Nullable [] secret) throws IOException, GeneralSecurityException {
        if (location == null && TYPES_OF_FILES.contains(type.toUpperCase(Locale.ROOT))) {
            throw unusable("has no location", null);
        }
        try (InputStream in = open()) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, secret);
            return store;
        } catch (FileNotFoundException | NoSuchFileException missing) {
            throw new IOException(text("was not found"), missing);
        } catch (IOException | GeneralSecurityException | RuntimeException failed) {
            throw unusable("cannot be used, because of: " + failed.getMessage(), failed);
        }
    }

    private @Nullable InputStream open() throws IOException {
        if (location == null) {
            return null;
        }
        Optional<Path> file = file();
        if (file.isPresent()) {
            return Files.newInputStream(file.get());
        }
        ConfigurationSource source = ConfigurationSource.fromUri(NetUtils.toURI(location));
        if (source == null) {
            throw new FileNotFoundException(location);
        }
        return source.getInputStream();
    }

    private KeyStoreException unusable(String what, @Nullable Exception cause) {
        return new KeyStoreException(text(what), cause);
    }

    private String text(String what) {
        return element + " '" + (location == null ? "" : location) + "' " + what
                + "; valid: a location like /etc/ssl/collector.p12, with the store's password and type";
    }
}
