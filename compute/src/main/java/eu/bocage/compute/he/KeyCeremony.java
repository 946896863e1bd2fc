package eu.bocage.compute.he;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The making of one collective key, as one holder sees it: a value that a message turns into the next. Experimental
 * until it is reviewed from outside. Every holder sends every message to all; the order in which they come does not
 * matter.
 *
 * <p>Rounds: commit to a part of the seed; reveal it; commit to the candidates of the dealing and to a coin; throw the
 * coin; open all candidates but the chosen one and seal its shares; confirm the key, or complain; answer complaints;
 * pass the closing test. Shares of the key are fixed before any is seen, so that none can be made to fit the others.
 *
 * <p>A {@link #failure()} ends the ceremony: it starts again without the holder that it names, under a new manifest.
 * All that is random comes from 32 bytes that the state holds, and what was sent is in it, so that a state read back
 * goes on with the same bytes. <b>The state is secret.</b> Immutable but for {@link #destroy()}.
 */
public final class KeyCeremony {

    private final Manifest manifest;
    private final String manifestHash;
    private final int me;
    private final byte[] root;
    private final TreeMap<String, Message> heard;
    private CeremonyPhase phase = CeremonyPhase.SEED_COMMITMENT;
    private CommonReference common;
    private DealingRound round;
    private List<PublicDealing> dealings = List.of();
    private Spectrum share;
    private Spectrum p;
    private List<String> accused = List.of();
    private List<Complaint> complaints = List.of();
    private Refusal failure;

    private KeyCeremony(Manifest manifest, int me, byte[] root, TreeMap<String, Message> heard) {
        this.manifest = manifest;
        this.manifestHash = manifest.hash();
        this.me = me;
        this.root = root;
        this.heard = heard;
    }

    /**
     * @param me   identifier of the holder that plays this part
     * @param root 32 bytes from a CSPRNG, used for nothing else; belongs to the state from now on
     */
    public static Step<KeyCeremony> start(Manifest manifest, String me, byte[] root, Office office) {
        if (root.length != 32) {
            throw new IllegalArgumentException("a ceremony starts from 32 random bytes");
        }
        return new KeyCeremony(manifest, manifest.point(me), root, new TreeMap<>()).settle(office);
    }

    /** @throws Refusal where the message is not taken; this state stands */
    public Step<KeyCeremony> receive(Message message, Office office) {
        int sender = manifest.point(message.sender());
        message.check(manifest.holder(sender), office.verifier());
        if (!message.statement().text("manifest").equals(manifestHash)) {
            throw new Refusal(Fault.WRONG_KEY, message.sender());
        }
        if (message.payload().length > DealingRound.mostBytes(manifest.parameters())) {
            throw new Refusal(Fault.MALFORMED, message.sender());
        }
        String slot = CeremonyPhase.slot(message.kind(), sender);
        Message before = heard.get(slot);
        if (before != null && before.statement().equals(message.statement())) {
            return new Step<>(this, List.of());
        }
        if (before != null) {
            throw new Refusal(Fault.CONTRADICTION, message.sender());
        }
        KeyCeremony next = copy();
        next.heard.put(slot, message);
        return next.settle(office);
    }

    private KeyCeremony copy() {
        KeyCeremony copy = new KeyCeremony(manifest, me, root, new TreeMap<>(heard));
        copy.phase = phase;
        copy.common = common;
        copy.round = round;
        copy.dealings = dealings;
        copy.share = share;
        copy.p = p;
        copy.accused = accused;
        copy.complaints = complaints;
        copy.failure = failure;
        return copy;
    }

    private Step<KeyCeremony> settle(Office office) {
        List<Message> out = new ArrayList<>();
        try {
            while (failure == null && phase != CeremonyPhase.DONE) {
                if (phase == CeremonyPhase.VERDICT && share == null) {
                    collect(office.sealer());
                }
                speak(office, out);
                if (phase.everyoneSpeaks() && all(phase).size() < manifest.holders().size() || !complete()) {
                    break;
                }
                phase = phase.next();
            }
        } catch (Refusal refusal) {
            failure = refusal;
        }
        return new Step<>(this, out);
    }

    private List<Message> all(CeremonyPhase of) {
        List<Message> messages = new ArrayList<>();
        for (int i = 1; i <= manifest.holders().size(); i++) {
            Message message = heard.get(of.slot(i));
            if (message != null) {
                messages.add(message);
            }
        }
        return messages;
    }

    /** Says what this holder says in a phase, unless it has. */
    private void speak(Office office, List<Message> out) {
        if (heard.containsKey(phase.slot(me))) {
            return;
        }
        switch (phase) {
            case SEED_COMMITMENT -> say(office, out, phase.kind(), Map.of("commitment",
                CommonReference.commitment("seedc", manifestHash, me, derive("seed"))), new byte[0]);
            case SEED -> say(office, out, phase.kind(), Map.of(), derive("seed"));
            case CANDIDATES -> say(office, out, phase.kind(), Map.of("coin",
                CommonReference.commitment("coinc", manifestHash, me, derive("coin"))), commitments());
            case COIN -> say(office, out, phase.kind(), Map.of(), derive("coin"));
            case DEALING -> say(office, out, phase.kind(), Map.of(), round.deal(me, candidates(), office.sealer()));
            case VERDICT -> verdict(office, out);
            case ANSWERS -> answer(office, out);
            case AUDIT -> say(office, out, phase.kind(), Map.of("key", keyHash()),
                holderKey().audit(Audit.question(common, keyHash(), me)).toBytes());
            default -> throw new IllegalStateException("nothing to say in " + phase);
        }
    }

    private void say(Office office, List<Message> out, String kind, Map<String, String> fields, byte[] payload) {
        TreeMap<String, String> all = new TreeMap<>(fields);
        all.put("manifest", manifestHash);
        if (phase != CeremonyPhase.SEED_COMMITMENT) {
            all.put("heard", transcript(phase.before()));
        }
        Message message = Message.of(office.signer(), manifest.holder(me).id(), kind, all, payload);
        heard.put(CeremonyPhase.slot(kind, me), message);
        out.add(message);
    }

    private byte[] derive(String what) {
        return Smudging.seed(root, "ceremony/" + what);
    }

    private List<byte[]> candidates() {
        List<byte[]> seeds = new ArrayList<>();
        for (int c = 0; c < manifest.parameters().candidates(); c++) {
            seeds.add(derive("candidate/" + c));
        }
        return seeds;
    }

    private byte[] commitments() {
        ByteWriter out = new ByteWriter();
        List<byte[]> seeds = candidates();
        for (int c = 0; c < seeds.size(); c++) {
            Dealing dealing = new Dealing(common, manifest.parameters().threshold(), seeds.get(c));
            out.raw(HexFormat.of().parseHex(dealing.commitment(manifestHash, common, me, c)));
            dealing.destroy();
        }
        return out.toBytes();
    }

    /** What follows once all have spoken; whether the phase is over. */
    private boolean complete() {
        if (phase.everyoneSpeaks() && phase != CeremonyPhase.SEED_COMMITMENT) {
            String transcript = transcript(phase.before());
            if (!all(phase).stream().allMatch(one -> one.statement().text("heard").equals(transcript))) {
                throw new Refusal(Fault.CONTRADICTION);
            }
        }
        switch (phase) {
            case SEED -> common = CommonReference.of(CommonReference.seed(manifestHash,
                opened(CeremonyPhase.SEED_COMMITMENT, "commitment", "seedc")));
            case COIN -> round = new DealingRound(manifest, common, DealingRound.coin(manifestHash,
                opened(CeremonyPhase.CANDIDATES, "coin", "coinc")));
            case DEALING -> checkDealings();
            case VERDICT -> complaints = readVerdicts();
            case ANSWERS -> judge();
            case AUDIT -> all(CeremonyPhase.AUDIT).forEach(this::checkAudit);
            default -> { }
        }
        return phase != CeremonyPhase.ANSWERS || complaints.isEmpty();
    }

    /** Over what all said in a phase: each says which it heard, so nobody tells two holders two things unseen. */
    private String transcript(CeremonyPhase of) {
        ByteWriter out = new ByteWriter();
        all(of).forEach(message -> out.text(message.statement().hash()));
        return Statement.hash(out.toBytes());
    }

    /** What was revealed in this phase, checked against what was committed to in an earlier one. */
    private List<byte[]> opened(CeremonyPhase committed, String field, String purpose) {
        List<byte[]> values = new ArrayList<>();
        for (Message message : all(phase)) {
            int sender = manifest.point(message.sender());
            String commitment = heard.get(committed.slot(sender)).statement().text(field);
            if (message.payload().length != 32 || !commitment.equals(CommonReference.commitment(purpose, manifestHash,
                sender, message.payload()))) {
                throw new Refusal(Fault.FALSE_OPENING, message.sender());
            }
            values.add(message.payload());
        }
        return values;
    }

    private DealingRound.Checked checked(int dealer) {
        String id = manifest.holder(dealer).id();
        byte[] commitments = heard.get(CeremonyPhase.CANDIDATES.slot(dealer)).payload();
        if (commitments.length != 32 * manifest.parameters().candidates()) {
            throw new Refusal(Fault.MALFORMED, id);
        }
        try {
            return round.check(dealer, commitments, heard.get(CeremonyPhase.DEALING.slot(dealer)).payload());
        } catch (Refusal refusal) {
            throw refusal.by(id);
        }
    }

    private void checkDealings() {
        List<PublicDealing> shown = new ArrayList<>();
        Spectrum sum = Spectrum.zero();
        for (int dealer = 1; dealer <= manifest.holders().size(); dealer++) {
            PublicDealing one = dealer == me
                ? new Dealing(common, manifest.parameters().threshold(), candidates().get(round.chosen(me))).shown()
                : checked(dealer).shown();
            shown.add(one);
            sum = sum.plus(one.p());
        }
        dealings = List.copyOf(shown);
        p = sum;
    }

    private void collect(Sealer sealer) {
        Spectrum sum = new Dealing(common, manifest.parameters().threshold(), candidates().get(round.chosen(me)))
            .share(me);
        List<String> missing = new ArrayList<>();
        for (int dealer = 1; dealer <= manifest.holders().size(); dealer++) {
            if (dealer != me) {
                Optional<Spectrum> part = received(dealer, sealer);
                sum = part.map(sum::plus).orElse(sum);
                if (part.isEmpty()) {
                    missing.add("" + dealer);
                }
            }
        }
        share = sum;
        accused = List.copyOf(missing);
    }

    private void verdict(Office office, List<Message> out) {
        if (accused.isEmpty()) {
            say(office, out, CollectiveKey.CONFIRMED, Map.of("key", keyHash(), "dealings", dealingsHash()),
                new byte[0]);
        } else {
            say(office, out, CeremonyPhase.COMPLAINT, Map.of("accused", String.join(",", accused)), new byte[0]);
        }
    }

    private Optional<Spectrum> received(int dealer, Sealer sealer) {
        ByteReader in = new ByteReader(heard.get(CeremonyPhase.DEALING.slot(dealer)).payload());
        in.raw(32 * manifest.parameters().candidates() + PublicDealing.bytes(manifest.parameters().threshold()));
        List<byte[]> sealed = new ArrayList<>();
        for (int i = 1; i < manifest.holders().size(); i++) {
            sealed.add(in.bytes());
        }
        return round.share(dealer, me, new DealingRound.Checked(dealings.get(dealer - 1), sealed), sealer);
    }

    private List<Complaint> readVerdicts() {
        List<Complaint> found = new ArrayList<>();
        for (Message verdict : all(CeremonyPhase.VERDICT)) {
            if (verdict.kind().equals(CeremonyPhase.COMPLAINT)) {
                found.addAll(Complaint.read(verdict, manifest));
            } else if (!verdict.statement().text("key").equals(keyHash())
                || !verdict.statement().text("dealings").equals(dealingsHash())) {
                throw new Refusal(Fault.CONTRADICTION, verdict.sender());
            }
        }
        return List.copyOf(found);
    }

    /** The accused show the disputed shares in the clear: this key is lost anyhow. */
    private void answer(Office office, List<Message> out) {
        if (complaints.stream().anyMatch(one -> one.accused() == me)) {
            Dealing dealing = new Dealing(common, manifest.parameters().threshold(),
                candidates().get(round.chosen(me)));
            say(office, out, CeremonyPhase.ANSWERS.kind(), Map.of(), Complaint.answer(complaints, me, dealing));
        }
    }

    private void judge() {
        for (Complaint complaint : complaints) {
            Message answer = heard.get(CeremonyPhase.ANSWERS.slot(complaint.accused()));
            if (answer != null) {
                throw complaint.judge(answer, round, dealings.get(complaint.accused() - 1));
            }
        }
    }

    private void checkAudit(Message message) {
        ByteReader in = new ByteReader(message.payload());
        Polynomial answer;
        try {
            answer = in.polynomial();
            in.end();
        } catch (Refusal refusal) {
            throw refusal.by(message.sender());
        }
        int point = manifest.point(message.sender());
        if (!message.statement().text("key").equals(keyHash())
            || !Audit.holds(manifest, dealings, keyHash(), point, answer)) {
            throw new Refusal(Fault.FAILED_AUDIT, message.sender());
        }
    }

    private String keyHash() {
        return CollectiveKey.hash(manifestHash, common.seed(), p);
    }

    private String dealingsHash() {
        ByteWriter all = new ByteWriter();
        dealings.forEach(one -> all.text(Statement.hash(one.toBytes())));
        return Statement.hash(all.toBytes());
    }

    private HolderKey holderKey() {
        return new HolderKey(new CollectiveKey(manifest, common.seed(), new Rlwe.PublicPart(p, common.a()),
            all(CeremonyPhase.VERDICT)), me, share.copy(), derive("smudging"));
    }

    /** The finished key of this holder, once every holder has passed the closing test. */
    public Optional<HolderKey> key() {
        return phase == CeremonyPhase.DONE ? Optional.of(holderKey()) : Optional.empty();
    }

    /** Why the ceremony came to nothing, with the holder to blame. */
    public Optional<Refusal> failure() {
        return Optional.ofNullable(failure);
    }

    /** Secret: whoever reads it knows this holder's share. */
    public byte[] toBytes() {
        ByteWriter out = new ByteWriter().bytes(Manifests.write(manifest)).number(me).raw(root).number(heard.size());
        heard.values().forEach(message -> out.bytes(message.toBytes()));
        return out.toBytes();
    }

    /** Goes on from {@link #toBytes()}; the messages out are those that may not have been sent, to be sent again. */
    public static Step<KeyCeremony> resume(byte[] bytes, Office office) {
        ByteReader in = new ByteReader(bytes);
        Manifest manifest = Manifests.read(in.bytes());
        int me = in.number();
        byte[] root = in.raw(32);
        TreeMap<String, Message> heard = new TreeMap<>();
        List<Message> own = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            Message message = Message.parse(in.bytes());
            int sender = manifest.point(message.sender());
            heard.put(CeremonyPhase.slot(message.kind(), sender), message);
            if (sender == me) {
                own.add(message);
            }
        }
        in.end();
        Step<KeyCeremony> step = new KeyCeremony(manifest, me, root, heard).settle(office);
        own.addAll(step.messages());
        return new Step<>(step.state(), own);
    }

    /**
     * Overwrites the secrets that every state of this ceremony shares; none goes on. Do it, and delete the stored
     * state, once the key is stored: as long as either stands, the key can be made again. The key taken out stays.
     */
    public void destroy() {
        Arrays.fill(root, (byte) 0);
        if (share != null) {
            share.destroy();
        }
    }
}
