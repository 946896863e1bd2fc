package eu.bocage.compute.he;

import java.util.Objects;

/**
 * What a party needs to speak: its pen, the eye on others' signatures, sealed letters, and a ring that SEAL has
 * confirmed at this start. Without that check there is no office, and without an office no key, contribution or
 * opening.
 */
public record Office(Signer signer, Verifier verifier, Sealer sealer, RingCheck ring) {

    public Office {
        Objects.requireNonNull(ring, "no joint computation before RingCheck.passed");
    }
}
