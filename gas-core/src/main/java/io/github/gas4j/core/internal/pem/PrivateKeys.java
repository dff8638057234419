// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import javax.crypto.BadPaddingException;
import org.jspecify.annotations.Nullable;

/** Reads the private key of a PEM file: PKCS#8, with or without a password, PKCS#1 or SEC 1. Confined to one thread. */
final class PrivateKeys {
    private static final String OPTION = "tlsPrivateKey";
    private static final String PASSWORD_OPTION = "tlsPrivateKeyPassword";
    private static final String VALID =
            "a PEM file with a private key (RSA, RSASSA-PSS, EC, Ed25519 or Ed448) in PKCS#8, PKCS#1 or" + " SEC 1";
    private static final String PKCS8 = "a key in PKCS#8, made by openssl pkcs8 -topk8 -in KEY -out NEW";
    private static final String PBKDF2 =
            "a key in PKCS#8 with PBKDF2, made by openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY -out NEW";
    private static final String NAMED_CURVE =
            "a key with a named curve, made by openssl ec -in KEY -param_enc named_curve -out NEW";
    private static final String OF_OPENSSH = "a key in PKCS#8, made from a copy by ssh-keygen -p -m PKCS8 -f COPY";

    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private final Pem pem;
    private final Block block;

    private PrivateKeys(Pem pem, Block block) {
        this.pem = pem;
        this.block = block;
    }

    /**
     * Reads the first private key of a file.
     *
     * @param password is not looked at if the key is not encrypted
     */
    static PrivateKey read(Path file, @Nullable String password) throws PemException {
        Pem pem = Pem.read(OPTION, file, VALID);
        for (Block block : pem.blocks()) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return new PrivateKeys(pem, block).key(password);
            }
        }
        throw pem.refusal("it has no private key, " + pem.blocksInWords());
    }

    private PrivateKey key(@Nullable String password) throws PemException {
        if (block.encryptedByHeader()) {
            throw pem.refusal("it is encrypted in OpenSSL's old form (Proc-Type: 4,ENCRYPTED)", PKCS8, null);
        }
        byte[] bytes = pem.bytes(block);
        return switch (block.label()) {
            case "PRIVATE KEY" -> pkcs8(bytes);
            case "ENCRYPTED PRIVATE KEY" -> pkcs8(decrypted(bytes, password));
            case "RSA PRIVATE KEY" -> pkcs8(wrapped(RSA, bytes));
            case "EC PRIVATE KEY" -> pkcs8(wrapped(Der.element(Der.SEQUENCE, EC, curve(bytes)), bytes));
            case "OPENSSH PRIVATE KEY" -> throw pem.refusal("it is in OpenSSH's own form", OF_OPENSSH, null);
            default -> throw pem.refusal("its first key is a " + block.label());
        };
    }

    private PrivateKey pkcs8(byte[] bytes) throws PemException {
        try {
            String oid = algorithm(bytes);
            String name = switch (oid) {
                case "1.2.840.113549.1.1.1" -> "RSA";
                case "1.2.840.113549.1.1.10" -> "RSASSA-PSS";
                case "1.2.840.10045.2.1" -> "EC";
                case "1.3.101.112", "1.3.101.113" -> "EdDSA";
                default -> throw pem.refusal("its key is for the algorithm " + oid);
            };
            return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (PemException refusal) {
            throw refusal;
        } catch (GeneralSecurityException unusable) {
            throw damaged(unusable);
        }
    }

    /** Returns the algorithm that a PKCS#8 key is for. */
    private static String algorithm(byte[] pkcs8) throws InvalidKeyException {
        Der info = Der.sequence(pkcs8);
        info.take(Der.INTEGER);
        return info.enter(Der.SEQUENCE).takeOid();
    }

    private byte[] decrypted(byte[] bytes, @Nullable String password) throws PemException {
        try {
            EncryptedKey key = EncryptedKey.parse(bytes);
            if (password == null) {
                throw passwordRefusal("it is not set, but '" + pem.file() + "' is encrypted", null);
            }
            byte[] pkcs8 = key.decrypt(password);
            if (!isPkcs8(pkcs8)) {
                throw new BadPaddingException("no key, though its padding is right");
            }
            return pkcs8;
        } catch (PemException refusal) {
            throw refusal;
        } catch (NoSuchAlgorithmException unknown) {
            throw pem.refusal("it is encrypted with " + unknown.getMessage(), PBKDF2, unknown);
        } catch (BadPaddingException wrong) {
            throw passwordRefusal("it does not decrypt '" + pem.file() + "'", wrong);
        } catch (InvalidKeySpecException unfit) {
            throw passwordRefusal("it cannot be used for '" + pem.file() + "' (" + unfit.getMessage() + ")", unfit);
        } catch (GeneralSecurityException unusable) {
            throw damaged(unusable);
        }
    }

    private static boolean isPkcs8(byte[] bytes) {
        try {
            algorithm(bytes);
            return true;
        } catch (InvalidKeyException notPkcs8) {
            return false;
        }
    }

    /** Returns the identifier of the curve, which a SEC 1 key has inside and a PKCS#8 key outside. */
    private byte[] curve(byte[] sec1) throws PemException {
        try {
            Der key = Der.sequence(sec1);
            key.take(Der.INTEGER);
            key.take(Der.OCTETS);
            if (key.isNext(Der.FIRST_OPTION)) {
                Der parameters = key.enter(Der.FIRST_OPTION);
                if (parameters.isNext(Der.OID)) {
                    return Der.element(Der.OID, parameters.take(Der.OID));
                }
            }
        } catch (InvalidKeyException unusable) {
            throw damaged(unusable);
        }
        throw pem.refusal("its " + block + " does not name its curve", NAMED_CURVE, null);
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return Der.element(Der.SEQUENCE, VERSION_0, algorithm, Der.element(Der.OCTETS, key));
    }

    private PemException damaged(GeneralSecurityException cause) {
        return pem.refusal("its " + block + " cannot be read (" + cause.getMessage() + ")", VALID, cause);
    }

    private static PemException passwordRefusal(String why, @Nullable Throwable cause) {
        return new PemException("option " + PASSWORD_OPTION + ": " + why + "; valid: the password of that key", cause);
    }
}
