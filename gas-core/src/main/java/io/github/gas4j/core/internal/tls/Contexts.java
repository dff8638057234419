// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import io.github.gas4j.core.TlsSource;
import io.github.gas4j.core.internal.util.Causes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The TLS context of one configuration. It is created anew when a file has changed. Until the files can be used, for example
 * because only one of two is replaced yet, the last context that could be created stays.
 *
 * <p>Confined to the sender's thread.
 */
final class Contexts {
    private final TlsSource source;
    private final Consumer<String> warnings;
    private @Nullable SSLContext latest;
    /** The state of the files before the latest context was created. */
    private List<Object> stamps = List.of();
    /** Whether the present files cannot be used, as a warning has told. */
    private boolean stale;

    Contexts(TlsSource source, Consumer<String> warnings) {
        this.source = source;
        this.warnings = warnings;
    }

    /** Looks at the files and returns the context to use. Throws if there has never been one. */
    SSLContext current() throws IOException {
        SSLContext present = latest;
        List<Object> found = stamps();
        if (present != null && !stale && found.equals(stamps)) {
            return present;
        }
        try {
            SSLContext created = source.createContext(trust -> ExplainingTrust.around(trust, source.trustInWords()));
            latest = created;
            stamps = found; // taken before the files were read, so that no later change goes unnoticed
            stale = false;
            return created;
        } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
            if (present == null) {
                throw new IOException("TLS: " + Causes.text(unusable), unusable);
            }
            if (!stale) {
                stale = true;
                warnings.accept("the changed files for TLS cannot be used: " + Causes.text(unusable)
                        + "; the client goes on with what they held before, and looks at them again before each connect"
                        + " attempt");
            }
            return present;
        }
    }

    /** Returns what shows that a file has changed. Links are followed, because Kubernetes replaces a link. */
    private List<Object> stamps() {
        List<Object> found = new ArrayList<>();
        for (Path file : source.files()) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                found.add(List.of(
                        attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey())));
            } catch (IOException missing) {
                found.add("missing");
            }
        }
        return found;
    }
}
