// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    private static final String PLAIN = TestPem.resource("plain.pem");
    private static final String PBES2 = TestPem.resource("pbes2-aes256.pem");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "RSASSA-PSS", "EC", "Ed25519", "Ed448"})
    void readsPkcs8(String algorithm) throws Exception {
        PrivateKey key = generated(algorithm);

        assertThat(read(TestPem.block(PKCS8, key.getEncoded()), null)).isEqualTo(key);
    }

    @Test
    void readsARestrictedPssKey() throws Exception {
        assertThat(read(TestPem.resource("pss.pem"), null).getAlgorithm()).isEqualTo("RSASSA-PSS");
    }

    @Test
    void readsPkcs1() throws Exception {
        PrivateKey key = generated("RSA");
        Der pkcs8 = Der.sequence(key.getEncoded());
        pkcs8.take(Der.INTEGER);
        pkcs8.take(Der.SEQUENCE);

        assertThat(read(TestPem.block("RSA PRIVATE KEY", pkcs8.take(Der.OCTETS)), null))
                .isEqualTo(key);
    }

    @Test
    void readsSec1BehindItsParameters() throws Exception {
        assertThat(TestPem.resource("sec1.pem")).contains("BEGIN EC PARAMETERS");

        PrivateKey key = read(TestPem.resource("sec1.pem"), null);

        assertThat(((ECPrivateKey) key).getS()).isEqualTo(((ECPrivateKey) read(PLAIN, null)).getS());
    }

    @Test
    void readsTheFirstOfSeveralKeys() throws Exception {
        PrivateKey first = generated("Ed25519");
        String certificate = TestPem.block("CERTIFICATE", new byte[] {1});

        assertThat(read(certificate + TestPem.block(PKCS8, first.getEncoded()) + PLAIN, null))
                .isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "pbes2-aes256.pem, secret",
        "pbes2-aes192.pem, secret",
        "pbes2-des3.pem, secret",
        "pbe-sha1-3des.pem, secret",
        "umlaut.pem, schl\u00fcssel"
    })
    void decryptsWhatOpensslEncrypted(String name, String password) throws Exception {
        assertThat(read(TestPem.resource(name), password)).isEqualTo(read(PLAIN, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PBEWithHmacSHA1AndAES_128",
                "PBEWithHmacSHA224AndAES_256",
                "PBEWithHmacSHA256AndAES_256",
                "PBEWithHmacSHA384AndAES_128",
                "PBEWithHmacSHA512AndAES_256",
                "PBEWithSHA1AndDESede"
            })
    void decryptsWhatTheJdkEncrypted(String algorithm) throws Exception {
        PrivateKey key = generated("RSA");

        assertThat(read(encrypted(algorithm, key), "secret")).isEqualTo(key);
    }

    @Test
    void ignoresAPasswordThatIsNotNeeded() throws Exception {
        assertThat(read(PLAIN, "secret")).isEqualTo(read(PLAIN, null));
    }

    /** The padding of the key happens to be right if it is decrypted with {@code wrong194}. */
    @ParameterizedTest
    @ValueSource(strings = {"wrong", "wrong194", "", "Secret", "secret "})
    void refusesAWrongPasswordAndDoesNotShowIt(String password) {
        assertThatThrownBy(() -> read(PBES2, password))
                .isInstanceOf(PemException.class)
                .hasMessage("option tlsPrivateKeyPassword: it does not decrypt '" + file()
                        + "'; valid: the password of that key");
    }

    @Test
    void refusesAWrongPasswordOfAnOlderKey() {
        assertThatThrownBy(() -> read(TestPem.resource("pbe-sha1-3des.pem"), "wrong"))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("option tlsPrivateKeyPassword: it does not decrypt '");
    }

    /** Java 17 takes only ASCII for the older encryption, and later ones take all. */
    @Test
    void blamesThePasswordIfTheJdkDoesNotTakeIt() {
        assertThatThrownBy(() -> read(TestPem.resource("pbe-sha1-3des.pem"), "schl\u00fcssel"))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("option tlsPrivateKeyPassword: it ")
                .message()
                .containsAnyOf("cannot be used for '" + file() + "' (", "does not decrypt '" + file() + "'")
                .doesNotContain("schl\u00fcssel");
    }

    @Test
    void asksForAPassword() {
        assertThatThrownBy(() -> read(PBES2, null))
                .isInstanceOf(PemException.class)
                .hasMessage("option tlsPrivateKeyPassword: it is not set, but '" + file()
                        + "' is encrypted; valid: the password of that key");
    }

    @Test
    void refusesScryptWithTheLineThatConverts() {
        assertThatThrownBy(() -> read(TestPem.resource("scrypt.pem"), null))
                .isInstanceOf(PemException.class)
                .hasMessage(
                        "option tlsPrivateKey: '" + file() + "' cannot be used, because it is encrypted with scrypt;"
                                + " valid: a key in PKCS#8 with PBKDF2, made by"
                                + " openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY -out NEW");
    }

    @Test
    void refusesOtherEncryptionWithTheLineThatConverts() throws Exception {
        String line =
                "; valid: a key in PKCS#8 with PBKDF2, made by openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY -out NEW";

        assertRefused(
                TestPem.resource("camellia.pem"), "it is encrypted with the cipher 1.2.392.200011.61.1.1.1.4" + line);
        assertRefused(
                encrypted("PBEWithMD5AndDES", generated("EC")),
                "it is encrypted with the algorithm 1.2.840.113549.1.5.3" + line);
        assertRefused(
                TestPem.block(ENCRYPTED, changed(PBES2, ENCRYPTED, "2a864886f70d01050c", "2a864886f70d01050f")),
                "it is encrypted with the key derivation 1.2.840.113549.1.5.15" + line);
        assertRefused(
                TestPem.block(ENCRYPTED, changed(PBES2, ENCRYPTED, "2a864886f70d0209", "2a864886f70d020f")),
                "it is encrypted with PBKDF2 with the function 1.2.840.113549.2.15" + line);
    }

    @Test
    void refusesTheOldFormOfOpensslWithTheLineThatConverts() {
        assertRefused(
                TestPem.resource("proc-type.pem"),
                "it is encrypted in OpenSSL's old form (Proc-Type: 4,ENCRYPTED); valid: a key in PKCS#8, made by"
                        + " openssl pkcs8 -topk8 -in KEY -out NEW");
    }

    @Test
    void refusesTheFormOfOpensshWithTheLineThatConverts() {
        assertRefused(
                TestPem.block("OPENSSH PRIVATE KEY", new byte[] {1}),
                "it is in OpenSSH's own form; valid: a key in PKCS#8, made from a copy by ssh-keygen -p -m PKCS8 -f COPY");
    }

    @Test
    void refusesKeysThatTlsCannotUse() throws Exception {
        assertRefused(TestPem.block("DSA PRIVATE KEY", new byte[] {1}), "its first key is a DSA PRIVATE KEY; valid: ");
        assertRefused(
                TestPem.block(PKCS8, generated("DSA").getEncoded()),
                "its key is for the algorithm 1.2.840.10040.4.1; valid: a PEM file with a private key (RSA, ");
        assertRefused(
                TestPem.block(PKCS8, generated("X25519").getEncoded()),
                "its key is for the algorithm 1.3.101.110; valid: ");
    }

    @Test
    void refusesCurvesThatTheJdkDoesNotKnow() {
        assertRefused(
                TestPem.resource("explicit-curve.pem"),
                "its EC PRIVATE KEY in line 2 does not name its curve; valid: a key with a named curve, made by"
                        + " openssl ec -in KEY -param_enc named_curve -out NEW");
        byte[] version1 = {2, 1, 1};
        assertRefused(
                TestPem.block("EC PRIVATE KEY", Der.element(Der.SEQUENCE, version1, Der.element(Der.OCTETS, new byte[] {
                    1, 2, 3
                }))),
                "its EC PRIVATE KEY in line 1 does not name its curve; valid: ");
        assertRefused(
                TestPem.block(PKCS8, changed(PLAIN, PKCS8, "2a8648ce3d030107", "2a8648ce3d030177")),
                "its PRIVATE KEY in line 1 cannot be read (");
    }

    @Test
    void refusesAFileWithoutAPrivateKey() {
        assertRefused("", "it has no private key, and no other BEGIN line; valid: a PEM file with a private key");
        assertRefused(
                TestPem.block("PUBLIC KEY", new byte[] {1}) + TestPem.block("CERTIFICATE", new byte[] {1}),
                "it has no private key, but PUBLIC KEY, CERTIFICATE; valid: a PEM file with a private key");
    }

    @ParameterizedTest
    @CsvSource({
        "plain.pem, PRIVATE KEY",
        "sec1.pem, EC PRIVATE KEY",
        "pbes2-aes256.pem, ENCRYPTED PRIVATE KEY",
        "pbe-sha1-3des.pem, ENCRYPTED PRIVATE KEY"
    })
    void refusesAKeyWithMissingOrAddedBytes(String name, String label) {
        byte[] whole = TestPem.content(TestPem.resource(name), label);

        for (int length = 0; length < whole.length; length++) {
            assertRefused(
                    TestPem.block(label, Arrays.copyOf(whole, length)), "its " + label + " in line 1 cannot be read (");
        }
        assertRefused(
                TestPem.block(label, Arrays.copyOf(whole, whole.length + 1)),
                "its " + label + " in line 1 cannot be read (bytes follow its end); valid: ");
    }

    @ParameterizedTest
    @CsvSource({"8, 0000", "8, ffff", "8, 7fffffff", "8, 7fffffffffffffff", "0, 0800"})
    void refusesIterationsAndSaltThatNobodyWants(int salt, String iterations) throws Exception {
        byte[] derivation = sequence(
                Der.element(Der.OCTETS, new byte[salt]),
                Der.element(Der.INTEGER, HexFormat.of().parseHex(iterations)));
        byte[] parameters = sequence(
                sequence(oid("2a864886f70d01050c"), derivation),
                sequence(oid("60864801650304012a"), Der.element(Der.OCTETS, new byte[16])));
        byte[] info = sequence(sequence(oid("2a864886f70d01050d"), parameters), Der.element(Der.OCTETS, new byte[16]));

        assertRefused(TestPem.block(ENCRYPTED, info), "its ENCRYPTED PRIVATE KEY in line 1 cannot be read (");
    }

    private static byte[] sequence(byte[]... parts) {
        return Der.element(Der.SEQUENCE, parts);
    }

    private static byte[] oid(String hex) {
        return Der.element(Der.OID, HexFormat.of().parseHex(hex));
    }

    private Path file() {
        return directory.resolve("key.pem");
    }

    private PrivateKey read(String text, @Nullable String password) throws IOException, PemException {
        return PrivateKeys.read(TestPem.write(directory, "key.pem", text), password);
    }

    private void assertRefused(String text, String why) {
        assertThatThrownBy(() -> read(text, "secret"))
                .isInstanceOf(PemException.class)
                .hasMessageStartingWith("option tlsPrivateKey: '" + file() + "' cannot be used, because " + why);
    }

    private static PrivateKey generated(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("DSA")) {
            generator.initialize(1024);
        }
        return generator.generateKeyPair().getPrivate();
    }

    private static String encrypted(String algorithm, PrivateKey key) throws Exception {
        SecretKey secret =
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec("secret".toCharArray()));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        byte[] encrypted = cipher.doFinal(key.getEncoded());
        AlgorithmParameters parameters = cipher.getParameters();
        return TestPem.block(
                ENCRYPTED,
                algorithm.contains("Hmac")
                        ? pbes2(parameters.getEncoded(), encrypted)
                        : new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded());
    }

    /** Returns what EncryptedPrivateKeyInfo of Java 17 cannot. Its parameters have their algorithm inside; later ones do not. */
    private static byte[] pbes2(byte[] parameters, byte[] encrypted) throws Exception {
        byte[] algorithm =
                Der.sequence(parameters).isNext(Der.OID) ? parameters : sequence(oid("2a864886f70d01050d"), parameters);
        return Der.element(Der.SEQUENCE, algorithm, Der.element(Der.OCTETS, encrypted));
    }

    /** Returns the content of a key with other bytes in place of some. */
    private static byte[] changed(String pem, String label, String bytes, String instead) {
        String hex = HexFormat.of().formatHex(TestPem.content(pem, label));
        assertThat(hex).containsOnlyOnce(bytes);
        return HexFormat.of().parseHex(hex.replace(bytes, instead));
    }
}
