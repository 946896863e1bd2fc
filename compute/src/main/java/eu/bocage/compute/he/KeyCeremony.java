package eu.bocage.compute.he;

import java.security.MessageDigest;
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
 * <p>A {@link #failure()} ends the ceremony: it starts again under a new manifest, without the holder that it names
 * where it names one. Who stays silent ({@link #silent()}) once candidates are committed has seen, or could have, which
 * of its candidates stays closed, and leaves no evidence: it is to be left out as well, and ceremonies begun have to be
 * counted, for each is another chance for an over-long secret ({@link Parameters}). Nothing here does either.
 *
 * <p>All that is random but the sealing of shares comes from 32 bytes that the state holds, and what was sent is in it,
 * so that a state read back goes on with the same bytes. Before a message leaves, its hash stands in {@link
 * HolderMemory} as the only one of this manifest and round: an older copy of the state, or a second ceremony under the
 * same manifest, says the same or nothing. A copy from before the shares were sealed says nothing more, since sealing
 * is random. <b>The state is secret.</b> Immutable but for {@link #destroy()}.
 */
public final class KeyCeremony {

    private final Manifest manifest;
    private final String manifestHash;
    private final int me;
    private final byte[] root;
    private final HolderMemory memory;
    private Heard heard;
    private CeremonyPhase phase = CeremonyPhase.SEED_COMMITMENT;
    private CommonReference common;
    private DealingRound round;
    private Dealt dealt;
    private Spectrum share;
    private List<String> accused = List.of();
    private List<Complaint> complaints = List.of();
    private Refusal failure;

    private KeyCeremony(Manifest manifest, int me, byte[] root, HolderMemory memory, Heard heard) {
        this.manifest = manifest;
        this.manifestHash = manifest.hash();
        this.me = me;
        this.root = root;
        this.memory = memory;
        this.heard = heard;
    }

    /**
     * @param me     identifier of the holder that plays this part
     * @param root   32 bytes from a CSPRNG, used for nothing else; belongs to the state from now on
     * @param memory of this holder, the same for all its ceremonies and openings
     * @throws Refusal where the manifest asks for another number of candidates than {@value Parameters#CANDIDATES}
     */
    public static Step<KeyCeremony> start(Manifest manifest, String me, byte[] root, HolderMemory memory,
            Office office) {
        return start(manifest, me, root, memory, office, Parameters.CANDIDATES);
    }

    static Step<KeyCeremony> start(Manifest manifest, String me, byte[] root, HolderMemory memory, Office office,
            int candidates) {
        if (root.length != 32) {
            throw new IllegalArgumentException("a ceremony starts from 32 random bytes");
        }
        checkCandidates(manifest, candidates);
        return new KeyCeremony(manifest, manifest.point(me), root, memory, Heard.nothing(manifest)).settle(office);
    }

    private static void checkCandidates(Manifest manifest, int candidates) {
        if (manifest.parameters().candidates() != candidates) {
            throw new Refusal(Fault.WRONG_KEY);
        }
    }

    /** @throws Refusal where the message is not taken; this state stands */
    public Step<KeyCeremony> receive(Message message, Office office) {
        check(message, office.verifier());
        if (message.payload().length > DealingRound.mostBytes(manifest.parameters())) {
            throw new Refusal(Fault.MALFORMED, message.sender());
        }
        Heard more = heard.with(message);
        if (more == heard) {
            return new Step<>(this, List.of());
        }
        KeyCeremony next = copy();
        next.heard = more;
        return next.settle(office);
    }

    /** Another manifest's message may be an honest one that somebody sent here: nobody is named. */
    private void check(Message message, Verifier verifier) {
        int sender = manifest.point(message.sender());
        message.check(manifest.holder(sender), verifier);
        CeremonyPhase.slot(message.kind(), sender);
        if (!message.statement().text("manifest").equals(manifestHash)) {
            throw new Refusal(Fault.WRONG_KEY);
        }
    }

    private KeyCeremony copy() {
        KeyCeremony copy = new KeyCeremony(manifest, me, root, memory, heard);
        copy.phase = phase;
        copy.common = common;
        copy.round = round;
        copy.dealt = dealt;
        copy.share = share;
        copy.accused = accused;
        copy.complaints = complaints;
        copy.failure = failure;
        return copy;
    }

    /** A phase begins when the one before is over: all have spoken in it, and what they said stands. */
    private Step<KeyCeremony> settle(Office office) {
        List<Message> out = new ArrayList<>();
        try {
            while (failure == null && phase != CeremonyPhase.DONE) {
                if (phase == CeremonyPhase.VERDICT && share == null) {
                    collect(office.sealer());
                }
                speak(office, out);
                if (phase.everyoneSpeaks() && !heard.everyone(phase) || !complete()) {
                    break;
                }
                phase = phase.next();
            }
        } catch (Refusal refusal) {
            failure = refusal;
        }
        return new Step<>(this, out);
    }

    /** Says what this holder says in a phase, unless it has. */
    private void speak(Office office, List<Message> out) {
        if (heard.of(phase, me) != null) {
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
            case AUDIT -> say(office, out, phase.kind(), Map.of("key", dealt.key()),
                holderKey().audit(dealt.question(me)).toBytes());
            default -> throw new IllegalStateException("nothing to say in " + phase);
        }
    }

    private void say(Office office, List<Message> out, String kind, Map<String, String> fields, byte[] payload) {
        TreeMap<String, String> all = new TreeMap<>(fields);
        all.put("manifest", manifestHash);
        if (phase != CeremonyPhase.SEED_COMMITMENT) {
            all.put("heard", heard.transcript(phase.before()));
        }
        Message message = Message.of(office.signer(), manifest.holder(me).id(), kind, all, payload);
        remember(message);
        heard = heard.with(message);
        out.add(message);
    }

    /** @throws Refusal where this holder has said something else in that round, by an earlier or another state */
    private void remember(Message own) {
        if (!memory.remember("ceremony/" + manifestHash + "/" + CeremonyPhase.slot(own.kind(), me),
            own.statement().hash())) {
            throw new Refusal(Fault.SAID_OTHERWISE);
        }
    }

    /** 32 secret bytes for one purpose of this ceremony: a root used again under another manifest gives others. */
    private byte[] derive(String what) {
        return Smudging.seed(alive(), "ceremony/" + manifestHash + "/" + what);
    }

    private byte[] alive() {
        if (MessageDigest.isEqual(root, new byte[32])) {
            throw new Refusal(Fault.KEY_DESTROYED);
        }
        return root;
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
            heard.agrees(phase);
        }
        switch (phase) {
            case SEED -> common = CommonReference.of(CommonReference.seed(manifestHash,
                heard.opened(phase, CeremonyPhase.SEED_COMMITMENT, "commitment", "seedc")));
            case CANDIDATES -> heard.all(phase).forEach(this::checkCommitments);
            case COIN -> round = new DealingRound(manifest, common, DealingRound.coin(manifestHash,
                heard.opened(phase, CeremonyPhase.CANDIDATES, "coin", "coinc")));
            case DEALING -> checkDealings();
            case VERDICT -> complaints = dealt.complaints(heard.all(phase));
            case ANSWERS -> Complaint.judge(complaints, heard, round, dealt.shown());
            case AUDIT -> heard.all(phase).forEach(dealt::checkAudit);
            default -> { }
        }
        return phase != CeremonyPhase.ANSWERS || complaints.isEmpty();
    }

    /** One commitment for each candidate, neither fewer nor more. */
    private void checkCommitments(Message message) {
        if (message.payload().length != 32 * manifest.parameters().candidates()) {
            throw new Refusal(Fault.MALFORMED, message.sender());
        }
    }

    private DealingRound.Checked checked(int dealer) {
        String id = manifest.holder(dealer).id();
        try {
            return round.check(dealer, heard.of(CeremonyPhase.CANDIDATES, dealer).payload(),
                heard.of(CeremonyPhase.DEALING, dealer).payload());
        } catch (Refusal refusal) {
            throw refusal.by(id);
        }
    }

    private void checkDealings() {
        List<PublicDealing> shown = new ArrayList<>();
        for (int dealer = 1; dealer <= manifest.holders().size(); dealer++) {
            shown.add(dealer == me ? ownDealing().shown() : checked(dealer).shown());
        }
        dealt = Dealt.of(manifest, common, shown);
    }

    private Dealing ownDealing() {
        return new Dealing(common, manifest.parameters().threshold(), candidates().get(round.chosen(me)));
    }

    private void collect(Sealer sealer) {
        Spectrum sum = ownDealing().share(me);
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
            say(office, out, CollectiveKey.CONFIRMED, Map.of("key", dealt.key(), "dealings",
                dealt.dealings()), new byte[0]);
        } else {
            say(office, out, CeremonyPhase.COMPLAINT, Map.of("accused", String.join(",", accused)), new byte[0]);
        }
    }

    private Optional<Spectrum> received(int dealer, Sealer sealer) {
        ByteReader in = new ByteReader(heard.of(CeremonyPhase.DEALING, dealer).payload());
        in.raw(32 * manifest.parameters().candidates() + PublicDealing.bytes(manifest.parameters().threshold()));
        List<byte[]> sealed = new ArrayList<>();
        for (int i = 1; i < manifest.holders().size(); i++) {
            sealed.add(in.bytes());
        }
        return round.share(dealer, me, new DealingRound.Checked(dealt.shown().get(dealer - 1), sealed), sealer);
    }

    /** The accused show the disputed shares in the clear: this key is lost anyhow. */
    private void answer(Office office, List<Message> out) {
        if (complaints.stream().anyMatch(one -> one.accused() == me)) {
            say(office, out, CeremonyPhase.ANSWERS.kind(), Map.of(), Complaint.answer(complaints, me, ownDealing()));
        }
    }

    private HolderKey holderKey() {
        return new HolderKey(dealt.confirmed(heard.all(CeremonyPhase.VERDICT)), me, share.copy(), derive("smudging"));
    }

    /**
     * The finished key of this holder, once every holder has confirmed it and passed the closing test.
     *
     * @throws Refusal where the ceremony was destroyed
     */
    public Optional<HolderKey> key() {
        return phase == CeremonyPhase.DONE ? Optional.of(holderKey()) : Optional.empty();
    }

    /** The kind of message that the round which is on consists of, as {@code coin}; empty at the end. */
    public String round() {
        return phase.kind();
    }

    /**
     * Who has not said yet what {@link #round()} asks of it: of all, or in {@code answer} of the accused. Empty at the
     * end, and where the ceremony has failed.
     */
    public List<String> silent() {
        List<String> silent = new ArrayList<>();
        for (int point = 1; point <= manifest.holders().size() && failure == null; point++) {
            int one = point;
            boolean asked = phase.everyoneSpeaks() || phase == CeremonyPhase.ANSWERS
                && complaints.stream().anyMatch(complaint -> complaint.accused() == one);
            if (asked && heard.of(phase, point) == null) {
                silent.add(manifest.holder(point).id());
            }
        }
        return silent;
    }

    /** Why the ceremony came to nothing, with the holder to blame where that is known. */
    public Optional<Refusal> failure() {
        return Optional.ofNullable(failure);
    }

    /** Secret: whoever reads it knows this holder's share. */
    public byte[] toBytes() {
        return new ByteWriter().bytes(Manifests.write(manifest)).number(me).raw(alive()).bytes(heard.toBytes())
            .toBytes();
    }

    /**
     * Goes on from {@link #toBytes()}; the messages out are those that may not have been sent, to be sent again. Every
     * signature is checked again, and memory has to allow each message of this holder.
     *
     * @throws Refusal for anything but what {@link #toBytes()} wrote
     */
    public static Step<KeyCeremony> resume(byte[] bytes, HolderMemory memory, Office office) {
        return resume(bytes, memory, office, Parameters.CANDIDATES);
    }

    static Step<KeyCeremony> resume(byte[] bytes, HolderMemory memory, Office office, int candidates) {
        ByteReader in = new ByteReader(bytes);
        Manifest manifest = Manifests.read(in.bytes());
        checkCandidates(manifest, candidates);
        int me = in.number();
        byte[] root = in.raw(32);
        Heard heard = Heard.parse(manifest, in.bytes());
        in.end();
        if (me < 1 || me > manifest.holders().size()) {
            throw new Refusal(Fault.MALFORMED);
        }
        KeyCeremony stored = new KeyCeremony(manifest, me, root, memory, heard);
        heard.all().forEach(message -> stored.check(message, office.verifier()));
        List<Message> own = new ArrayList<>(heard.by(manifest.holder(me).id()));
        own.forEach(stored::remember);
        Step<KeyCeremony> step = stored.settle(office);
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
