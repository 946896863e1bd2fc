package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The acts of the trust anchor: to sign the charter, admit and suspend members, register projects. Each act signs one
 * new version of one document and stores it, together with its entry in the {@link ActBook}, in one transaction; it is
 * served from then on, and a crash leaves the former version or the new one. Thread-safe: acts follow one another.
 *
 * <p>The register is signed for {@link #LIFETIME} and again when half of it is over, so a territory whose trust anchor
 * is down goes on for at least half a day.
 */
public final class TrustAnchor implements AutoCloseable {

    static final Duration LIFETIME = Duration.ofHours(24);
    private static final Duration CHECK = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(TrustAnchor.class);

    private final Territory territory;
    private final NodeKeys keys;
    private final ActBook book;
    private final InstantSource clock;
    private final ReentrantLock acting = new ReentrantLock();
    private volatile Thread renewer;

    /** @throws IllegalArgumentException when the keys are not those that the territory is pinned to */
    public TrustAnchor(Territory territory, NodeKeys keys, ActBook book, InstantSource clock) {
        if (!territory.anchor().key().equals(keys.verificationKey())) {
            throw new IllegalArgumentException("these are not the trust anchor's keys");
        }
        this.territory = territory;
        this.keys = keys;
        this.book = book;
        this.clock = clock;
    }

    /** Renews the register now if it is due, and from now on in time, on a virtual thread until {@link #close}. */
    public void start() {
        renewIfDue();
        renewer = Thread.ofVirtual().name("register-renewal").start(() -> {
            try {
                while (true) {
                    Thread.sleep(CHECK);
                    renewWhateverHappens();
                }
            } catch (InterruptedException e) {
                LOG.debug("renewal of the register ends");
            }
        });
    }

    /**
     * Publishes a version of the charter. It is in force from its first day on, for new agreements; those that run keep
     * the version that they were made under until its stated end.
     *
     * @param json a charter that {@code eu.bocage.policies} found good, as JSON. A first one names no predecessor; each
     *     other one bears the next number and names the hash of the newest version in {@code predecessor}
     */
    public Publication signCharter(String json) {
        return act(() -> {
            Envelope envelope = sign(TerritoryDocument.CHARTER, Json.read(json));
            SignedCharter next = SignedCharter.of(envelope);
            SignedCharter former = territory.view().charter();
            if (former != null && former.hash().equals(next.hash())) {
                return new Publication.Unchanged(next.version(), former.hash());
            }
            return Succession.fault(former, next, territory.today()).<Publication>map(fault -> fault)
                .orElseGet(() -> publish(TerritoryDocument.CHARTER, envelope, next.hash(), ActBook.Kind.SIGNED, ""));
        });
    }

    /**
     * Takes a newcomer into the register, or a former member back, or changes what was granted.
     *
     * <p>A member in good standing keeps its keys and profile, and may adhere anew, to a new charter, also to one that
     * is published and not yet in force. A newcomer adheres to the one in force. Who wants to
     * change keys or profile is suspended first, so that a stolen adherence replaces nobody unseen.
     */
    public Publication admit(Adherence adherence, Grant grant) {
        return act(() -> {
            Charters charters = territory.view().charters();
            Member member = new Member(adherence, grant.roles(), grant.labels(), grant.college(),
                Member.Status.ACTIVE);
            Optional<Member> former = member(member.did());
            if (former.filter(member::equals).isPresent()) {
                return unchangedRegister();
            }
            boolean same = former.filter(known -> known.adherence().equals(adherence)).isPresent();
            Optional<Publication.Refused> fault = same ? Optional.empty()
                : Succession.fault(charters, adherence, former, territory.today());
            if (fault.isPresent()) {
                return fault.get();
            }
            boolean otherProfile = former.filter(Member::active)
                .filter(known -> !known.profile().equals(adherence.profile())).isPresent();
            if (otherProfile) {
                return new Publication.Refused(
                    member.did() + " est déjà membre avec une autre fiche. Suspendez-le d'abord.",
                    member.did() + " is a member already, with another profile. Suspend it first.");
            }
            return publishMembers(Register.with(members(), member), ActBook.Kind.ADMITTED, member.did().text());
        });
    }

    /** Suspends a member: others refuse it as soon as they have the new register, see {@link Territory}. */
    public Publication suspend(Did did) {
        return act(() -> member(did).map(known -> known.active()
                ? publishMembers(Register.with(members(), known.with(Member.Status.SUSPENDED)),
                    ActBook.Kind.SUSPENDED, did.text())
                : unchangedRegister())
            .orElseGet(() -> new Publication.Refused(
                did + " n'est pas membre. « bocage member list » montre les membres.",
                did + " is not a member. \"bocage member list\" shows the members.")));
    }

    /** Registers a project; the shares of the projects that run on any one day may not exceed the whole budget. */
    public Publication register(Project project) {
        return act(() -> {
            Projects former = territory.view().projects();
            List<Project> all = new ArrayList<>(former == null ? List.of() : former.projects());
            Optional<Project> known = all.stream().filter(each -> each.id().equals(project.id())).findFirst();
            if (known.filter(project::equals).isPresent()) {
                return new Publication.Unchanged(former.version(), territory.hash(TerritoryDocument.PROJECTS));
            }
            if (known.isPresent()) {
                return new Publication.Refused(
                    "Un autre projet s'appelle déjà « " + project.id() + " ». Choisissez un autre id.",
                    "Another project is called \"" + project.id() + "\" already. Choose another id.");
            }
            if (project.until().isBefore(territory.today())) {
                return new Publication.Refused(
                    "Le projet est déjà terminé : until (" + project.until() + ") est passé. Corrigez until dans le"
                        + " fichier : un projet inscrit ne change plus.",
                    "The project is over already: until (" + project.until() + ") has passed. Mend until in the file:"
                        + " a registered project changes no more.");
            }
            if (member(project.owner()).filter(Member::active).isEmpty()) {
                return new Publication.Refused(
                    "Le porteur " + project.owner() + " n'est pas un membre actif. « bocage member list » les montre.",
                    "The owner " + project.owner() + " is not an active member. \"bocage member list\" shows them.");
            }
            all.add(project);
            int share = highestShare(all, project);
            if (share > 1000) {
                return new Publication.Refused(
                    "Les parts de budget des projets simultanés feraient " + share + " ‰. Réduisez budgetPerMille.",
                    "The budget shares of simultaneous projects would add up to " + share
                        + " per mille. Lower budgetPerMille.");
            }
            all.sort(Comparator.comparing(Project::id));
            Projects next = new Projects(former == null ? 1 : former.version() + 1, now(), all);
            Envelope envelope = sign(TerritoryDocument.PROJECTS, next.json());
            return publish(TerritoryDocument.PROJECTS, envelope, envelope.hash(), ActBook.Kind.REGISTERED,
                project.id());
        });
    }

    /** Signs the register again when more than half of its life is over. */
    void renewIfDue() {
        acting.lock();
        try {
            Register register = territory.view().register();
            if (register != null && !now().isBefore(register.issued().plus(LIFETIME.dividedBy(2)))
                && publishMembers(register.members(), ActBook.Kind.RENEWED, "")
                    instanceof Publication.Refused refused) {
                LOG.error("The register could not be renewed: {}", refused.english());
            }
        } finally {
            acting.unlock();
        }
    }

    private void renewWhateverHappens() {
        try {
            renewIfDue();
        } catch (RuntimeException e) {
            LOG.error("The register could not be renewed", e);
        }
    }

    @Override
    public void close() {
        if (renewer != null) {
            renewer.interrupt();
        }
    }

    private interface Work {
        Publication run();
    }

    private Publication act(Work act) {
        acting.lock();
        try {
            return act.run();
        } catch (Flaw e) {
            return new Publication.Refused(e.french(), e.english());
        } catch (IllegalArgumentException e) {
            return new Publication.Refused(
                "Document refusé (détail technique, en anglais : " + e.getMessage() + ").",
                "Refused: " + e.getMessage());
        } finally {
            acting.unlock();
        }
    }

    private Publication publishMembers(List<Member> members, ActBook.Kind act, String subject) {
        Register former = territory.view().register();
        Instant now = now();
        Register next = new Register(former == null ? 1 : former.version() + 1, now, now.plus(LIFETIME), members);
        Envelope envelope = sign(TerritoryDocument.REGISTER, next.json());
        return publish(TerritoryDocument.REGISTER, envelope, envelope.hash(), act, subject);
    }

    private Publication unchangedRegister() {
        return new Publication.Unchanged(territory.view().register().version(),
            territory.hash(TerritoryDocument.REGISTER));
    }

    private Publication publish(TerritoryDocument kind, Envelope envelope, String hash, ActBook.Kind act,
                                String subject) {
        return switch (territory.accept(kind, envelope.bytes(),
                version -> book.record(new ActBook.Act(kind, version, hash, act, subject)))) {
            case Reception.Taken(long version) -> new Publication.Published(version, hash);
            case Reception.Known(long version) -> new Publication.Unchanged(version, hash);
            case Reception.Refused(String reason) -> new Publication.Refused(
                "Document refusé : " + reason, "Refused: " + reason);
            case Reception.Conflict(long version) -> new Publication.Refused(
                "La version " + version + " existe déjà avec un autre contenu ; le document est fermé jusqu'à une "
                    + "version plus haute.",
                "Version " + version + " exists with another content; the document is closed until a higher version.");
        };
    }

    private Envelope sign(TerritoryDocument kind, ObjectNode payload) {
        return Envelope.sign(kind.tag(), payload, territory.anchor().did(), keys);
    }

    private List<Member> members() {
        Register register = territory.view().register();
        return register == null ? List.of() : register.members();
    }

    private Optional<Member> member(Did did) {
        return members().stream().filter(member -> member.did().equals(did)).findFirst();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** The highest sum of shares on a day of one project's term; a sum can only rise on the first day of a term. */
    private static int highestShare(List<Project> all, Project project) {
        List<LocalDate> days = all.stream().map(Project::from).filter(project::current).toList();
        return days.stream()
            .mapToInt(day -> all.stream().filter(each -> each.current(day)).mapToInt(Project::budgetPerMille).sum())
            .max().orElse(0);
    }
}
