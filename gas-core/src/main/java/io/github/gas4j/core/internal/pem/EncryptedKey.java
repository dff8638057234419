// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.KeySpec;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An encrypted PKCS#8 key that a password decrypts: PBES2 with PBKDF2, or the older PBE-SHA1-3DES. Not with the JDK's own
 * class for it, because that knows only AES with 128 and 256 bits, and in Java 17 only passwords in ASCII. Immutable.
 */
final class EncryptedKey {
    /** What a file's iteration count may be, so that a damaged one does not keep a thread busy for hours. */
    private static final int MAX_ITERATIONS = 10_000_000;

    /** How a password and its salt become a key. PBES1 also gives them to the cipher, and has no bits here. */
    private record Derivation(String name, PBEParameterSpec input, int bits) {}

    private final Derivation derivation;
    private final String cipher;
    private final AlgorithmParameterSpec cipherParameters;
    private final byte[] encrypted;

    private EncryptedKey(
            Derivation derivation, String cipher, AlgorithmParameterSpec cipherParameters, byte[] encrypted) {
        this.derivation = derivation;
        this.cipher = cipher;
        this.cipherParameters = cipherParameters;
        this.encrypted = encrypted;
    }

    /**
     * Reads how a key is encrypted.
     *
     * @throws NoSuchAlgorithmException if it is in a way that this class does not know; the message is its name
     * @throws InvalidKeyException if the text is damaged
     */
    static EncryptedKey parse(byte[] der) throws NoSuchAlgorithmException, InvalidKeyException {
        Der info = Der.sequence(der);
        Der algorithm = info.enter(Der.SEQUENCE);
        byte[] encrypted = info.take(Der.OCTETS);
        String name = algorithm.takeOid();
        Der parameters = algorithm.enter(Der.SEQUENCE);
        return switch (name) {
            case "1.2.840.113549.1.5.13" -> pbes2(parameters, encrypted);
            case "1.2.840.113549.1.12.1.3" -> pbes1("PBEWithSHA1AndDESede", parameters, encrypted);
            default -> throw new NoSuchAlgorithmException("the algorithm " + name);
        };
    }

    /**
     * Returns the key.
     *
     * @throws javax.crypto.BadPaddingException if the password is wrong; but one wrong password in some hundred gives
     *     nonsense instead
     */
    byte[] decrypt(String password) throws GeneralSecurityException {
        PBEKeySpec spec = keySpec(password.toCharArray());
        try {
            Cipher decryption = Cipher.getInstance(cipher);
            decryption.init(Cipher.DECRYPT_MODE, key(spec), cipherParameters);
            return decryption.doFinal(encrypted);
        } finally {
            spec.clearPassword();
        }
    }

    private PBEKeySpec keySpec(char[] password) {
        return derivation.bits == 0
                ? new PBEKeySpec(password)
                : new PBEKeySpec(
                        password, derivation.input.getSalt(), derivation.input.getIterationCount(), derivation.bits);
    }

    private SecretKey key(KeySpec spec) throws GeneralSecurityException {
        SecretKey key = SecretKeyFactory.getInstance(derivation.name).generateSecret(spec);
        return derivation.bits == 0
                ? key
                : new SecretKeySpec(key.getEncoded(), cipher.substring(0, cipher.indexOf('/')));
    }

    private static EncryptedKey pbes1(String name, Der parameters, byte[] encrypted) throws InvalidKeyException {
        Derivation derivation = derivation(name, parameters, 0);
        return new EncryptedKey(derivation, name, derivation.input, encrypted);
    }

    private static EncryptedKey pbes2(Der parameters, byte[] encrypted)
            throws NoSuchAlgorithmException, InvalidKeyException {
        Der derivation = parameters.enter(Der.SEQUENCE);
        String function = derivation.takeOid();
        if (function.equals("1.3.6.1.4.1.11591.4.11")) {
            throw new NoSuchAlgorithmException("scrypt");
        } else if (!function.equals("1.2.840.113549.1.5.12")) {
            throw new NoSuchAlgorithmException("the key derivation " + function);
        }
        Der encryption = parameters.enter(Der.SEQUENCE);
        String cipher = encryption.takeOid();
        int bits = bits(cipher);
        return new EncryptedKey(
                pbkdf2(derivation.enter(Der.SEQUENCE), bits),
                cipher.startsWith("2.") ? "AES/CBC/PKCS5Padding" : "DESede/CBC/PKCS5Padding",
                new IvParameterSpec(encryption.take(Der.OCTETS)),
                encrypted);
    }

    private static int bits(String cipher) throws NoSuchAlgorithmException {
        return switch (cipher) {
            case "2.16.840.1.101.3.4.1.2" -> 128;
            case "2.16.840.1.101.3.4.1.22", "1.2.840.113549.3.7" -> 192;
            case "2.16.840.1.101.3.4.1.42" -> 256;
            default -> throw new NoSuchAlgorithmException("the cipher " + cipher);
        };
    }

    private static Derivation pbkdf2(Der parameters, int bits) throws NoSuchAlgorithmException, InvalidKeyException {
        Derivation withSha1 = derivation("PBKDF2WithHmacSHA1", parameters, bits);
        if (parameters.isNext(Der.INTEGER) && parameters.takeInt() * 8 != bits) {
            throw new InvalidKeyException("the lengths of its encryption key differ");
        }
        if (!parameters.isNext(Der.SEQUENCE)) {
            return withSha1;
        }
        String function = parameters.enter(Der.SEQUENCE).takeOid();
        String name = switch (function) {
            case "1.2.840.113549.2.7" -> "PBKDF2WithHmacSHA1";
            case "1.2.840.113549.2.8" -> "PBKDF2WithHmacSHA224";
            case "1.2.840.113549.2.9" -> "PBKDF2WithHmacSHA256";
            case "1.2.840.113549.2.10" -> "PBKDF2WithHmacSHA384";
            case "1.2.840.113549.2.11" -> "PBKDF2WithHmacSHA512";
            default -> throw new NoSuchAlgorithmException("PBKDF2 with the function " + function);
        };
        return new Derivation(name, withSha1.input, bits);
    }

    /** Takes the salt and the iteration count, which begin the parameters of each derivation. */
    private static Derivation derivation(String name, Der parameters, int bits) throws InvalidKeyException {
        byte[] salt = parameters.take(Der.OCTETS);
        int iterations = parameters.takeInt();
        if (salt.length == 0 || iterations < 1 || iterations > MAX_ITERATIONS) {
            throw new InvalidKeyException("its encryption has no salt, or " + iterations + " iterations");
        }
        return new Derivation(name, new PBEParameterSpec(salt, iterations), bits);
    }
}
