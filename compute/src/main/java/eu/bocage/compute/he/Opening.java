package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The opening of one aggregate, as one holder sees it: a value that a message turns into the next. Experimental until
 * reviewed from outside. It is the only way to a decryption share, and none leaves before
 * <ul>
 * <li>this holder has added the aggregate up itself, the job is signed by its requester and its own gate permits it;
 * <li>its memory holds this aggregate as the job's only one, and this job as the key's only one;
 * <li>more than (n_h + t − 1)/2 holders have accepted the same aggregate, so that no other can be;
 * <li>every holder of the set has added a private encryption of zero that proves itself, and all of them have signed
 *     that they open the same ciphertext;
 * <li>its memory holds this set as the only one for that ciphertext and that attempt.
 * </ul>
 * The same opening asked again, after a crash as well, gives the same bytes. Drive it so that the state is durable
 * before its messages leave. The state holds no secret; the {@link HolderKey} does. Immutable.
 */
public final class Opening {

    static final String ACCEPT = "accept";
    static final String ZEROS = "zeros";
    static final String AGREE = "opening";
    static final String SHARE = "share";

    private final HolderKey key;
    private final JobTerms terms;
    private final Aggregate aggregate;
    private final HolderMemory memory;
    private final TreeMap<String, Message> heard;

    private Opening(HolderKey key, JobTerms terms, Aggregate aggregate, HolderMemory memory,
            TreeMap<String, Message> heard) {
        this.key = key;
        this.terms = terms;
        this.aggregate = aggregate;
        this.memory = memory;
        this.heard = heard;
    }

    /**
     * Accepts an aggregate, once and for all.
     *
     * @param signedJob what the requester signed
     * @param aggregate as this holder added it up by {@link Adding#recompute}
     * @throws Refusal where anything stands against it; then nothing is kept
     */
    public static Step<Opening> accept(HolderKey key, JobTerms terms, Message signedJob, Aggregate aggregate,
            HolderMemory memory, Gate gate, Office office) {
        terms.job().check(signedJob, office.verifier());
        if (!key.key().hash().equals(terms.job().key())) {
            throw new Refusal(Fault.WRONG_KEY);
        }
        if (!aggregate.job().equals(terms.hash())) {
            throw new Refusal(Fault.WRONG_JOB);
        }
        if (!gate.permits(terms.job())) {
            throw new Refusal(Fault.NOT_PERMITTED);
        }
        if (!memory.remember("key/" + terms.job().key(), terms.hash())) {
            throw new Refusal(Fault.KEY_USED);
        }
        if (!memory.remember("aggregate/" + terms.hash(), aggregate.hash())) {
            throw new Refusal(Fault.OTHER_AGGREGATE);
        }
        Opening opening = new Opening(key, terms, aggregate, memory, new TreeMap<>());
        List<Message> out = new ArrayList<>();
        opening.say(office, out, ACCEPT, "", Map.of("aggregate", aggregate.hash()), new byte[0]);
        return new Step<>(opening, out);
    }

    private Manifest manifest() {
        return key.key().manifest();
    }

    /**
     * Takes part in opening by a set that this holder belongs to.
     *
     * @param attempt from 1 to the job's attempts, each for one set only
     * @param holders their identifiers
     */
    public Step<Opening> join(int attempt, List<String> holders, Office office) {
        HolderSet set = HolderSet.of(holders, manifest());
        if (!set.points().contains(key.point())) {
            throw new Refusal(Fault.WRONG_SET);
        }
        if (attempt < 1 || attempt > terms.job().attempts()) {
            throw new Refusal(Fault.ALLOWANCE_SPENT);
        }
        needQuorum();
        if (!memory.remember("attempt/" + aggregate.hash() + "/" + attempt, set.text())) {
            throw new Refusal(Fault.OPENED_ALREADY);
        }
        Opening next = copy();
        List<Message> out = new ArrayList<>();
        Masks.Place place = new Masks.Place(aggregate.hash(), attempt, set);
        if (next.heard.containsKey(slot(ZEROS, "" + attempt, key.point()))) {
            return next.settle(place, office, out);
        }
        next.say(office, out, ZEROS, "" + attempt, place.fields(), Masks.make(terms, key.key(), place, key.holder(),
            key.derive("zeros/" + aggregate.hash() + "/" + attempt + "/" + set.text())));
        return next.settle(place, office, out);
    }

    private void needQuorum() {
        long accepts = heard.values().stream().filter(message -> message.kind().equals(ACCEPT)).count();
        if (accepts < manifest().parameters().quorum()) {
            throw new Refusal(Fault.NO_QUORUM);
        }
    }

    /** @throws Refusal where the message is not taken; this state stands */
    public Step<Opening> receive(Message message, Office office) {
        int sender = manifest().point(message.sender());
        message.check(manifest().holder(sender), office.verifier());
        Statement statement = message.statement();
        if (!statement.text("aggregate").equals(aggregate.hash())) {
            throw new Refusal(Fault.OTHER_AGGREGATE, message.sender());
        }
        String attempt = switch (message.kind()) {
            case ACCEPT -> "";
            case ZEROS, AGREE -> "" + statement.number("attempt");
            default -> throw new Refusal(Fault.OUT_OF_TURN, message.sender());
        };
        Message before = heard.get(slot(message.kind(), attempt, sender));
        if (before != null && before.statement().equals(statement)) {
            return new Step<>(this, List.of());
        }
        if (before != null) {
            throw new Refusal(Fault.CONTRADICTION, message.sender());
        }
        Masks.Place place = attempt.isEmpty() ? null : place(statement);
        if (place != null && !place.set().points().contains(sender)) {
            throw new Refusal(Fault.WRONG_SET, message.sender());
        }
        if (message.kind().equals(ZEROS)) {
            Masks.verify(terms, key.key(), place, message);
        }
        Opening next = copy();
        next.heard.put(slot(message.kind(), attempt, sender), message);
        return place == null ? new Step<>(next, List.of()) : next.settle(place, office, new ArrayList<>());
    }

    private Masks.Place place(Statement statement) {
        int attempt = statement.number("attempt");
        if (attempt < 1 || attempt > terms.job().attempts()) {
            throw new Refusal(Fault.ALLOWANCE_SPENT);
        }
        List<String> ids = new ArrayList<>();
        for (String point : statement.text("set").split(",", manifest().holders().size())) {
            if (!point.matches("[1-9][0-9]?") || Integer.parseInt(point) > manifest().holders().size()) {
                throw new Refusal(Fault.WRONG_SET);
            }
            ids.add(manifest().holder(Integer.parseInt(point)).id());
        }
        return new Masks.Place(aggregate.hash(), attempt, HolderSet.of(ids, manifest()));
    }

    private Opening copy() {
        return new Opening(key, terms, aggregate, memory, new TreeMap<>(heard));
    }

    private static String slot(String kind, String attempt, int sender) {
        return kind + "/" + attempt + "/" + sender;
    }

    private void say(Office office, List<Message> out, String kind, String attempt, Map<String, String> fields,
            byte[] payload) {
        Message message = Message.of(office.signer(), key.holder(), kind, fields, payload);
        heard.put(slot(kind, attempt, key.point()), message);
        out.add(message);
    }

    /** All messages of a kind about a place, or none while one of the set's is missing. */
    private List<Message> all(String kind, Masks.Place place) {
        List<Message> messages = new ArrayList<>();
        for (int point : place.set().points()) {
            Message message = heard.get(slot(kind, "" + place.attempt(), point));
            if (message == null || !place.isOf(message.statement())) {
                return List.of();
            }
            messages.add(message);
        }
        return messages;
    }

    private Step<Opening> settle(Masks.Place place, Office office, List<Message> out) {
        String attempt = "" + place.attempt();
        List<Message> zeros = all(ZEROS, place);
        if (!place.set().points().contains(key.point()) || zeros.isEmpty()
            || heard.containsKey(slot(SHARE, attempt, key.point()))) {
            return new Step<>(this, out);
        }
        List<Ciphertext> opened = Masks.masked(terms, aggregate, zeros);
        TreeMap<String, String> fields = new TreeMap<>(place.fields());
        fields.put("opened", Aggregate.hash(opened));
        zeros.forEach(message -> fields.put("zeros/" + manifest().point(message.sender()),
            message.statement().text("payload")));
        if (!heard.containsKey(slot(AGREE, attempt, key.point()))) {
            say(office, out, AGREE, attempt, fields, new byte[0]);
        }
        List<Message> agreed = all(AGREE, place);
        for (Message message : agreed) {
            if (!fields.entrySet().stream().allMatch(field -> field.getValue()
                .equals(message.statement().fields().get(field.getKey())))) {
                throw new Refusal(Fault.CONTRADICTION, message.sender());
            }
        }
        if (!agreed.isEmpty()) {
            needQuorum();
            share(place, opened, office, out);
        }
        return new Step<>(this, out);
    }

    private void share(Masks.Place place, List<Ciphertext> opened, Office office, List<Message> out) {
        String hash = Aggregate.hash(opened);
        if (!memory.remember("attempt/" + aggregate.hash() + "/" + place.attempt(), place.set().text())
            || !memory.remember("opened/" + aggregate.hash() + "/" + place.attempt(), hash)
            || !memory.remember("ciphertext/" + hash, place.set().text())) {
            throw new Refusal(Fault.OPENED_ALREADY);
        }
        ByteWriter shares = new ByteWriter();
        for (int i = 0; i < opened.size(); i++) {
            shares.raw(key.open(Polynomial.part(opened.get(i), 1), place.set().points(),
                context(terms, place, i, opened.get(i))).toBytes());
        }
        TreeMap<String, String> fields = new TreeMap<>(place.fields());
        fields.put("opened", hash);
        say(office, out, SHARE, "" + place.attempt(), fields, shares.toBytes());
    }

    /** What smudging is bound to: job, aggregate, attempt, set, and both polynomials of what is opened. */
    static String context(JobTerms terms, Masks.Place place, int number, Ciphertext opened) {
        TreeMap<String, String> fields = new TreeMap<>(place.fields());
        fields.put("job", terms.hash());
        fields.put("place", "" + number);
        fields.put("ciphertext", Statement.hash(opened.toBytes()));
        return new Statement("smudging", fields).hash();
    }

    public byte[] toBytes() {
        ByteWriter out = new ByteWriter().bytes(aggregate.toBytes()).number(heard.size());
        heard.forEach((slot, message) -> out.text(slot).bytes(message.toBytes()));
        return out.toBytes();
    }

    /** Goes on from what this node stored itself; the messages out are its own, to be sent again. */
    public static Step<Opening> resume(HolderKey key, JobTerms terms, HolderMemory memory, byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        Aggregate aggregate = Aggregate.restore(in.bytes());
        TreeMap<String, Message> heard = new TreeMap<>();
        List<Message> own = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            String slot = in.text();
            Message message = Message.parse(in.bytes());
            heard.put(slot, message);
            if (message.sender().equals(key.holder())) {
                own.add(message);
            }
        }
        in.end();
        return new Step<>(new Opening(key, terms, aggregate, memory, heard), own);
    }
}
