// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Finds out whether a private key and a public key are a pair. Stateless. */
final class KeyMatch {
    private static final byte[] SIGNED = {'G', 'A', 'S'};

    private KeyMatch() {}

    /**
     * Returns whether one key verifies what the other signs.
     *
     * @throws GeneralSecurityException if the private key cannot sign
     */
    static boolean isPair(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        Signature signer = signature(privateKey);
        signer.initSign(privateKey);
        signer.update(SIGNED);
        byte[] signature = signer.sign();
        Signature verifier = signature(privateKey);
        try {
            verifier.initVerify(publicKey);
            verifier.update(SIGNED);
            return verifier.verify(signature);
        } catch (InvalidKeyException | SignatureException otherAlgorithm) {
            return false;
        }
    }

    private static Signature signature(PrivateKey key) throws GeneralSecurityException {
        String algorithm = key.getAlgorithm();
        Signature signature = Signature.getInstance(
                switch (algorithm) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> algorithm;
                });
        if (algorithm.equals("RSASSA-PSS")) {
            AlgorithmParameterSpec own = key instanceof RSAKey rsa ? rsa.getParams() : null;
            signature.setParameter(
                    own != null ? own : new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        return signature;
    }
}
