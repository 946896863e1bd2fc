package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A collective public key with what its holders signed about it: (p, a), where a comes from the joint seed. It is used
 * only after {@link #check}: every holder has confirmed the same key.
 *
 * @param confirmations of all holders, in their order
 */
public record CollectiveKey(Manifest manifest, byte[] seed, Rlwe.PublicPart part, List<Message> confirmations) {

    static final String CONFIRMED = "confirmed";

    public CollectiveKey {
        confirmations = List.copyOf(confirmations);
    }

    /** H(cpk): over the seed and the residues, which all plain moduli share. */
    public String hash() {
        return hash(manifest.hash(), seed, part.p());
    }

    static String hash(String manifest, byte[] seed, Spectrum p) {
        return Statement.of("key", Map.of("manifest", manifest, "seed", HexFormat.of().formatHex(seed), "residues",
            Statement.hash(p.toBytes()))).hash();
    }

    /**
     * @throws Refusal unless every holder of the manifest signed this very key, made with exactly {@value
     *     Parameters#CANDIDATES} candidates; it names nobody, since whoever made the list can have put there what a
     *     holder signed of another key
     */
    public void check(Verifier verifier) {
        check(verifier, Parameters.CANDIDATES);
    }

    void check(Verifier verifier, int candidates) {
        if (manifest.parameters().candidates() != candidates) {
            throw new Refusal(Fault.WRONG_KEY);
        }
        String manifestHash = manifest.hash();
        if (confirmations.size() != manifest.holders().size()) {
            throw new Refusal(Fault.WRONG_KEY);
        }
        for (int i = 0; i < confirmations.size(); i++) {
            Message confirmation = confirmations.get(i);
            confirmation.check(manifest.holders().get(i), verifier);
            Statement statement = confirmation.statement();
            if (!statement.kind().equals(CONFIRMED) || !statement.text("manifest").equals(manifestHash)
                || !statement.text("key").equals(hash())) {
                throw new Refusal(Fault.WRONG_KEY);
            }
        }
    }

    /** @throws Refusal unless a job is of this key, the gate trusts its manifest, and {@link #check} holds */
    void check(JobTerms terms, Verifier verifier, Gate gate) {
        if (!hash().equals(terms.job().key())) {
            throw new Refusal(Fault.WRONG_KEY);
        }
        check(verifier);
        if (!gate.trusts(manifest)) {
            throw new Refusal(Fault.NOT_TRUSTED);
        }
    }

    public byte[] toBytes() {
        ByteWriter out = new ByteWriter().bytes(Manifests.write(manifest)).raw(seed).raw(part.p().toBytes())
            .number(confirmations.size());
        confirmations.forEach(one -> out.bytes(one.toBytes()));
        return out.toBytes();
    }

    /** @throws Refusal for anything but what {@link #toBytes()} wrote; signatures are for {@link #check} */
    public static CollectiveKey parse(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        Manifest manifest = Manifests.read(in.bytes());
        byte[] seed = in.raw(32);
        Spectrum p = in.spectrum();
        List<Message> confirmations = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            confirmations.add(Message.parse(in.bytes()));
        }
        in.end();
        return new CollectiveKey(manifest, seed, new Rlwe.PublicPart(p, CommonReference.of(seed).a()), confirmations);
    }
}
