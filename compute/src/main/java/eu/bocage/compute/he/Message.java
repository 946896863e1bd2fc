package eu.bocage.compute.he;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A signed statement with the bytes it speaks about. The statement names its sender, and the payload by its SHA-256, so
 * that the signature covers both. Arrays are not to be changed.
 *
 * @param statement has the fields {@code sender} and {@code payload} besides its own
 * @param signature of the sender over the statement
 */
public record Message(Statement statement, byte[] payload, byte[] signature) {

    private static final int SIGNATURE = 64;

    static Message of(Signer signer, String sender, String kind, Map<String, String> fields, byte[] payload) {
        TreeMap<String, String> all = new TreeMap<>(fields);
        all.put("sender", sender);
        all.put("payload", Statement.hash(payload));
        Statement statement = new Statement(kind, all);
        return new Message(statement, payload, signer.sign(statement.signed()));
    }

    public String sender() {
        return statement.text("sender");
    }

    public String kind() {
        return statement.kind();
    }

    /** @throws Refusal naming the sender, whose signature has been checked, where it left the field out */
    String stated(String field) {
        try {
            return statement.text(field);
        } catch (Refusal missing) {
            throw missing.by(sender());
        }
    }

    /**
     * @throws Refusal unless the signature is that of {@code member} and the payload the one stated; it names nobody,
     *     since whoever carries a message can put another name or payload to it
     */
    void check(Member member, Verifier verifier) {
        if (!member.id().equals(sender()) || signature.length != SIGNATURE
            || !verifier.verify(member.signingKey(), statement.signed(), signature)) {
            throw new Refusal(Fault.BAD_SIGNATURE);
        }
        if (!statement.text("payload").equals(Statement.hash(payload))) {
            throw new Refusal(Fault.MALFORMED);
        }
    }

    public byte[] toBytes() {
        return new ByteWriter().bytes(statement.bytes()).bytes(signature).bytes(payload).toBytes();
    }

    /** @throws Refusal for anything but what {@link #toBytes()} writes; nothing is said about the signature */
    public static Message parse(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        Statement statement = Statement.parse(in.bytes());
        byte[] signature = in.bytes();
        byte[] payload = in.bytes();
        in.end();
        statement.text("sender");
        return new Message(statement, payload, signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message that && statement.equals(that.statement)
            && Arrays.equals(payload, that.payload) && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return statement.hashCode();
    }
}
