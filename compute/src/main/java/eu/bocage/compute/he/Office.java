package eu.bocage.compute.he;

/** What a party needs to speak: its pen, the eye on others' signatures, and sealed letters. */
public record Office(Signer signer, Verifier verifier, Sealer sealer) {
}
