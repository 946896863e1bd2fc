package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The document at {@code /.well-known/did.json} (W3C DID Core 1.0, did:web): a member's public keys and where it speaks
 * the Dataspace Protocol. Other members take neither from here but from the register; it serves strangers and tools.
 */
public final class DidDocument {

    private DidDocument() {
    }

    /** The document of the member with this profile, canonical JSON in UTF-8. */
    public static byte[] of(Profile profile) {
        Did did = profile.did();
        ObjectNode document = Json.object().put("id", did.text());
        document.putArray("@context").add("https://www.w3.org/ns/did/v1")
            .add("https://w3id.org/security/suites/jws-2020/v1");
        method(document, did, "signing", "Ed25519", profile.verificationKey().x());
        method(document, did, "encryption", "X25519", profile.encryptionKey().x());
        document.putArray("authentication").add(did.key("signing"));
        document.putArray("assertionMethod").add(did.key("signing"));
        document.putArray("keyAgreement").add(did.key("encryption"));
        document.putArray("service").addObject().put("id", did.key("dsp")).put("type", "DataService")
            .put("serviceEndpoint", profile.dspAddress().toString());
        return Json.canonical(document);
    }

    private static void method(ObjectNode document, Did did, String name, String curve, String x) {
        document.withArray("verificationMethod").addObject()
            .put("id", did.key(name)).put("type", "JsonWebKey2020").put("controller", did.text())
            .putObject("publicKeyJwk").put("kty", "OKP").put("crv", curve).put("x", x);
    }

    /** The verification key in somebody's DID document. @throws IllegalArgumentException when there is none of ours */
    static VerificationKey verificationKey(byte[] document, Did did) {
        ObjectNode object = Json.parse(document);
        for (var method : object.path("verificationMethod")) {
            if (method.path("id").asText().equals(did.key("signing"))) {
                return new VerificationKey(method.path("publicKeyJwk").path("x").asText());
            }
        }
        throw new IllegalArgumentException("no signing key of " + did + " in its DID document");
    }
}
