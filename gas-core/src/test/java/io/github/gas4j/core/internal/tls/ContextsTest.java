// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.internal.pem.PemSource;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When files are read again, and what becomes of files that cannot be used. */
class ContextsTest {
    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();

    private Contexts contexts(Pki pki, Pki.Identity own) {
        PemSource source = new PemSource(pki.trusted(), own.certificate(), own.key(), null);
        return new Contexts(source, warnings::add);
    }

    @Test
    void theSameContextServesUntilAFileChanges() throws IOException {
        Pki pki = new Pki(directory, "ca");
        Contexts contexts = contexts(pki, pki.issue("client"));
        SSLContext first = contexts.current();
        assertThat(contexts.current()).isSameAs(first);

        pki.issue("client");

        SSLContext second = contexts.current();
        assertThat(second).isNotSameAs(first);
        assertThat(contexts.current()).isSameAs(second);
        assertThat(warnings).isEmpty();
    }

    @Test
    void filesThatCannotBeUsedAreToldOnceAndLookedAtAgain() throws IOException {
        Pki pki = new Pki(directory, "ca");
        Pki.Identity own = pki.issue("client");
        Contexts contexts = contexts(pki, own);
        SSLContext good = contexts.current();
        String certificate = Files.readString(own.certificate());

        Files.writeString(own.certificate(), certificate.substring(0, 200));
        assertThat(contexts.current()).isSameAs(good);
        Files.writeString(own.certificate(), certificate.substring(0, 300));
        assertThat(contexts.current()).isSameAs(good);
        Files.delete(own.certificate());
        assertThat(contexts.current()).isSameAs(good);
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains(
                        "the changed files for TLS cannot be used",
                        "tlsCertificate",
                        own.certificate().toString());

        Files.writeString(own.certificate(), certificate);
        assertThat(contexts.current()).isNotSameAs(good);
        Files.delete(own.key());
        contexts.current();
        assertThat(warnings).as("a new trouble is told anew").hasSize(2);
    }

    @Test
    void aPairOfWhichOneFileIsReplacedKeepsTheOldOne() throws IOException {
        Pki pki = new Pki(directory, "ca");
        Pki.Identity own = pki.issue("client");
        Contexts contexts = contexts(pki, own);
        SSLContext old = contexts.current();
        Pki.Identity next = pki.issue("next");

        Files.copy(next.certificate(), own.certificate(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(contexts.current()).isSameAs(old);
        assertThat(warnings).singleElement().asString().contains("does not belong to");

        Files.copy(next.key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(contexts.current()).isNotSameAs(old);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void aLinkThatLeadsElsewhereIsAChange() throws IOException {
        Pki pki = new Pki(directory, "ca");
        Path one = Files.createDirectory(directory.resolve("one"));
        Path two = Files.createDirectory(directory.resolve("two"));
        Files.copy(pki.trusted(), one.resolve("ca.pem"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(pki.trusted(), two.resolve("ca.pem"), StandardCopyOption.COPY_ATTRIBUTES);
        Path link = directory.resolve("data");
        Files.createSymbolicLink(link, one);
        PemSource source = new PemSource(link.resolve("ca.pem"), null, null, null);
        Contexts contexts = new Contexts(source, warnings::add);
        SSLContext first = contexts.current();

        Files.delete(link);
        Files.createSymbolicLink(link, two);

        assertThat(contexts.current()).isNotSameAs(first);
    }

    @Test
    void withoutAnythingToFallBackOnTheAttemptFails() throws IOException {
        Pki pki = new Pki(directory, "ca");
        Pki.Identity own = pki.issue("client");
        Contexts contexts = contexts(pki, own);
        Files.delete(own.key());

        assertThatThrownBy(contexts::current)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tlsPrivateKey")
                .hasMessageContaining("there is no such file");
    }
}
