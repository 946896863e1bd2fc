package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The opening of one aggregate, as one holder sees it: a value that a message turns into the next. Experimental until
 * reviewed from outside. It is the only way to a decryption share, and none leaves before
 * <ul>
 * <li>every holder has confirmed the key and passed its audit (there is no {@link HolderKey} before), and this holder's
 *     own gate trusts the key and permits the job, which its requester signed: when it accepts, and again when it joins
 *     a set, before each further word in it, and when a stored state is read;
 * <li>this holder has added the aggregate up itself;
 * <li>its memory holds this aggregate as the job's only one, and this job as the key's only one;
 * <li>more than (n_h + t − 1)/2 holders have accepted the same aggregate, so that no other can be;
 * <li>every holder of the set has added a private encryption of zero that proves itself, and all of them have signed
 *     that they open the same ciphertext;
 * <li>its memory holds this set as the only one for that ciphertext and that attempt, and that ciphertext as the only
 *     one of the attempt.
 * </ul>
 * Of an attempt it agrees to one statement, which names each zero with its proof: its memory holds the hash of that
 * before it signs, so that nothing else is signed after a rollback. An honest holder gives at most one share for each
 * attempt and ciphertext of a block; others may give theirs in another set, which {@link JobTerms#openings()} counts.
 * The same opening asked again, after a crash as well, gives the same bytes. Drive it so that the state is durable
 * before its messages leave. The state holds no secret, the {@link HolderKey} does, and nothing of a stored state is
 * taken that {@link #resume} cannot check. Immutable.
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
    private final Gate gate;
    private final TreeMap<String, Message> heard;

    private Opening(HolderKey key, JobTerms terms, Aggregate aggregate, HolderMemory memory, Gate gate,
            TreeMap<String, Message> heard) {
        this.key = key;
        this.terms = terms;
        this.aggregate = aggregate;
        this.memory = memory;
        this.gate = gate;
        this.heard = heard;
    }

    /**
     * Accepts an aggregate, once and for all.
     *
     * @param signedJob what the requester signed
     * @param aggregate as this holder added it up by {@link Adding#recompute}
     * @param gate      asked now, and again before all that this holder says about opening it
     * @throws Refusal where anything stands against it; then nothing is signed, and nothing is kept before all but
     *     memory has agreed
     */
    public static Step<Opening> accept(HolderKey key, JobTerms terms, Message signedJob, Aggregate aggregate,
            HolderMemory memory, Gate gate, Office office) {
        terms.job().check(signedJob, office.verifier());
        key.key().check(terms, office.verifier(), gate);
        aggregate.check(terms);
        Opening opening = new Opening(key, terms, aggregate, memory, gate, new TreeMap<>());
        opening.needGate();
        opening.bind();
        List<Message> out = new ArrayList<>();
        opening.say(office, out, ACCEPT, Map.of("aggregate", aggregate.hash()), new byte[0]);
        return new Step<>(opening, out);
    }

    /** Keeps, before anything is said, that the key serves this job alone and the job has this aggregate alone. */
    private void bind() {
        if (!memory.remember("key/" + terms.job().key(), terms.hash())) {
            throw new Refusal(Fault.KEY_USED);
        }
        if (!memory.remember("aggregate/" + terms.hash(), aggregate.hash())) {
            throw new Refusal(Fault.OTHER_AGGREGATE);
        }
    }

    /** By the day and the charter of now: a key that has expired since, or a decision withdrawn, opens nothing. */
    private void needGate() {
        if (!gate.trusts(manifest())) {
            throw new Refusal(Fault.NOT_TRUSTED);
        }
        if (!gate.permits(terms.job())) {
            throw new Refusal(Fault.NOT_PERMITTED);
        }
    }

    private Manifest manifest() {
        return key.key().manifest();
    }

    /**
     * Takes part in opening by a set that this holder belongs to.
     *
     * @param attempt from 1 to the job's attempts, each for one set only
     * @param holders their identifiers
     * @throws Refusal where the set, the quorum or this holder's gate does not allow it; this state stands
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
        needGate();
        Masks.Place place = new Masks.Place(aggregate.hash(), attempt, set);
        keep(row("attempt", place), set.text());
        Opening next = copy();
        List<Message> out = new ArrayList<>();
        if (next.heard.containsKey(slot(ZEROS, "" + attempt, key.point()))) {
            return next.settle(place, office, out);
        }
        next.say(office, out, ZEROS, place.fields(), Masks.make(terms, key.key(), place, key.holder(),
            key.derive("zeros/" + aggregate.hash() + "/" + attempt + "/" + set.text())));
        return next.settle(place, office, out);
    }

    private String row(String name, Masks.Place place) {
        return name + "/" + aggregate.hash() + "/" + place.attempt();
    }

    private void keep(String row, String value) {
        if (!memory.remember(row, value)) {
            throw new Refusal(Fault.OPENED_ALREADY);
        }
    }

    private void needQuorum() {
        long accepts = heard.values().stream().filter(message -> message.kind().equals(ACCEPT)).count();
        if (accepts < manifest().parameters().quorum()) {
            throw new Refusal(Fault.NO_QUORUM);
        }
    }

    /** @throws Refusal where the message is not taken; this state stands */
    public Step<Opening> receive(Message message, Office office) {
        if (message.kind().equals(SHARE)) {
            throw new Refusal(Fault.OUT_OF_TURN);
        }
        Masks.Place place = checked(message, office.verifier());
        String slot = slot(message);
        Message before = heard.get(slot);
        if (before != null && before.statement().equals(message.statement())) {
            return new Step<>(this, List.of());
        }
        if (before != null) {
            throw Refusal.contradiction(before, message);
        }
        checkZeros(place, message);
        Opening next = copy();
        next.heard.put(slot, message);
        return place == null ? new Step<>(next, List.of()) : next.settle(place, office, new ArrayList<>());
    }

    /**
     * Whether its signer may say this about this aggregate.
     *
     * @return the place that it speaks about; null for an accept
     */
    private Masks.Place checked(Message message, Verifier verifier) {
        int sender = manifest().point(message.sender());
        message.check(manifest().holder(sender), verifier);
        Statement statement = message.statement();
        if (!statement.text("aggregate").equals(aggregate.hash())) {
            throw new Refusal(Fault.OTHER_AGGREGATE);
        }
        if ((message.kind().equals(ACCEPT) || message.kind().equals(AGREE)) && message.payload().length > 0) {
            throw new Refusal(Fault.MALFORMED, message.sender());
        }
        if (message.kind().equals(ACCEPT)) {
            return null;
        }
        if (!List.of(ZEROS, AGREE, SHARE).contains(message.kind())) {
            throw new Refusal(Fault.OUT_OF_TURN);
        }
        try {
            Masks.Place place = place(statement);
            if (!place.set().points().contains(sender)) {
                throw new Refusal(Fault.WRONG_SET);
            }
            return place;
        } catch (Refusal refusal) {
            throw refusal.by(message.sender());
        }
    }

    private void checkZeros(Masks.Place place, Message message) {
        if (message.kind().equals(ZEROS)) {
            Masks.verify(terms, key.key(), place, message);
        }
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
        Masks.Place place = new Masks.Place(aggregate.hash(), attempt, HolderSet.of(ids, manifest()));
        if (!place.isOf(statement)) {
            throw new Refusal(Fault.WRONG_SET);
        }
        return place;
    }

    private Opening copy() {
        return new Opening(key, terms, aggregate, memory, gate, new TreeMap<>(heard));
    }

    private static String slot(String kind, String attempt, int sender) {
        return kind + "/" + attempt + "/" + sender;
    }

    /** Of a message that {@link #checked} took: one for each kind, attempt and sender. */
    private String slot(Message message) {
        String attempt = message.kind().equals(ACCEPT) ? "" : message.statement().text("attempt");
        return slot(message.kind(), attempt, manifest().point(message.sender()));
    }

    private void say(Office office, List<Message> out, String kind, Map<String, String> fields, byte[] payload) {
        Message message = Message.of(office.signer(), key.holder(), kind, fields, payload);
        heard.put(slot(message), message);
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
        needGate();
        List<Ciphertext> opened = Masks.masked(terms, aggregate, zeros);
        String hash = Aggregate.hash(opened);
        keep(row("opened", place), hash);
        TreeMap<String, String> fields = new TreeMap<>(place.fields());
        fields.put("opened", hash);
        zeros.forEach(message -> fields.put("zeros/" + manifest().point(message.sender()),
            message.statement().text("payload")));
        fields.put("sender", key.holder());
        fields.put("payload", Statement.hash(new byte[0]));
        keep(row("agreed", place), Statement.of(AGREE, fields).hash());
        if (!heard.containsKey(slot(AGREE, attempt, key.point()))) {
            say(office, out, AGREE, fields, new byte[0]);
        }
        List<Message> agreed = all(AGREE, place);
        for (Message message : agreed) {
            fields.put("sender", message.sender());
            if (!message.statement().fields().equals(fields)) {
                throw new Refusal(Fault.DIFFERENT_CIPHERTEXT);
            }
        }
        if (!agreed.isEmpty()) {
            needQuorum();
            share(place, opened, hash, office, out);
        }
        return new Step<>(this, out);
    }

    private void share(Masks.Place place, List<Ciphertext> opened, String hash, Office office, List<Message> out) {
        keepOpened(place, hash);
        ByteWriter shares = new ByteWriter();
        for (int i = 0; i < opened.size(); i++) {
            shares.raw(key.open(Polynomial.part(opened.get(i), 1), place.set().points(),
                context(terms, place, i, opened.get(i))).toBytes());
        }
        TreeMap<String, String> fields = new TreeMap<>(place.fields());
        fields.put("opened", hash);
        say(office, out, SHARE, fields, shares.toBytes());
    }

    /** Durable before a share is made: attempt and ciphertext have one set, and the attempt one ciphertext. */
    private void keepOpened(Masks.Place place, String hash) {
        keep(row("attempt", place), place.set().text());
        keep(row("opened", place), hash);
        keep("ciphertext/" + hash, place.set().text());
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
        heard.values().forEach(message -> out.bytes(message.toBytes()));
        return out.toBytes();
    }

    /**
     * Goes on from what this node stored. Everything is checked again but what this holder signed: its own accept of
     * this very aggregate has to be there, the memory has to allow key, job, aggregate and each share, the gate the key
     * and the job, and each message needs its signature and its proofs. So a state that somebody changed opens nothing
     * that this holder did not accept.
     *
     * @return with this holder's own messages, to be sent again
     * @throws Refusal where anything of it does not stand
     */
    public static Step<Opening> resume(HolderKey key, JobTerms terms, HolderMemory memory, byte[] bytes,
            Verifier verifier, Gate gate) {
        key.key().check(terms, verifier, gate);
        ByteReader in = new ByteReader(bytes);
        Aggregate aggregate = Aggregate.restore(in.bytes());
        aggregate.check(terms);
        Opening opening = new Opening(key, terms, aggregate, memory, gate, new TreeMap<>());
        opening.needGate();
        List<Message> own = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            Message message = Message.parse(in.bytes());
            opening.take(message, verifier);
            if (message.sender().equals(key.holder())) {
                own.add(message);
            }
        }
        in.end();
        if (!opening.heard.containsKey(slot(ACCEPT, "", key.point()))) {
            throw new Refusal(Fault.MALFORMED);
        }
        opening.bind();
        for (Message message : own) {
            if (message.kind().equals(SHARE)) {
                opening.keepOpened(opening.place(message.statement()), message.statement().text("opened"));
            }
        }
        return new Step<>(opening, own);
    }

    private void take(Message message, Verifier verifier) {
        Masks.Place place = checked(message, verifier);
        if (message.kind().equals(SHARE) && !message.sender().equals(key.holder())) {
            throw new Refusal(Fault.OUT_OF_TURN);
        }
        checkZeros(place, message);
        Message before = heard.putIfAbsent(slot(message), message);
        if (before != null) {
            throw new Refusal(Fault.MALFORMED);
        }
    }
}
