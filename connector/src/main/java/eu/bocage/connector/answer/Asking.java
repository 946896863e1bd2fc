package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Problem;
import eu.bocage.compute.Question;
import eu.bocage.connector.agreement.Agreements;
import eu.bocage.connector.agreement.Dataspace;
import eu.bocage.connector.agreement.Dataspace.Access;
import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.answer.Agreeing.Agreed;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.Project;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.Tag;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.storage.Database;
import eu.bocage.connector.web.Outbound;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The consumer's side: catalogue, negotiation, transfer, question, receipt, ledger.
 *
 * <p>An answer is believed only with a receipt that the provider's registered key signed for this very request and
 * these very bytes, and if it hides at least what was agreed ({@link AgreedRules}); request, receipt and answer are
 * kept, and each question leaves its entries in the ledger. Asking again after a fault takes up the agreement and
 * transfer that are there, and gets the same bytes without a second charge, unless the provider has published a new
 * version of the data meanwhile: that one is charged anew.
 *
 * <p>Long replies are read and checked one after the other, one at a time for each 768 MiB of heap: who finds others
 * before him lets go of the reply and asks for it again when it is his turn, in a way that is never charged. If the
 * data or the rules have changed by then, he is told so instead. No reply is read or checked on a thread of who asks
 * ({@link Checking}). Thread-safe.
 */
public final class Asking implements AutoCloseable {

    /** What reading and checking a long reply may take of the heap; its bytes twice and the counts of its cells. */
    private static final long LONG_REPLY = 768 << 20;
    private static final Pattern PSEUDONYM = Pattern.compile("person:[0-9a-f]{32}");
    private static final Set<String> SHOWN = Set.of("policy", "budget", "input", "membership", "dataset", "closed",
        "rate");

    private final Did self;
    private final NodeKeys keys;
    private final Territory territory;
    private final Dataspace dataspace;
    private final Agreeing agreeing;
    private final AskedBook book;
    private final InstantSource clock;
    private final Outbound outbound;
    private final Checking checking = new Checking();
    private final Exchange exchange;
    private final AgreedRules rules;
    private final Turns longReplies;

    /** As the other, with a gate to which nobody has signed anything. */
    public Asking(Did self, NodeKeys keys, Territory territory, Dataspace dataspace, Agreements agreements,
                  Ledger ledger, Database database, InstantSource clock, Set<String> privateAddresses) {
        this(self, keys, territory, dataspace, agreements, new Gate(territory, clock), ledger, database, clock,
            privateAddresses);
    }

    /** @param privateAddresses {@code host:port}, in loopback or private ranges, that may be called nevertheless */
    public Asking(Did self, NodeKeys keys, Territory territory, Dataspace dataspace, Agreements agreements,
                  Gate gate, Ledger ledger, Database database, InstantSource clock, Set<String> privateAddresses) {
        this(self, keys, territory, dataspace, agreements, gate, ledger, database, clock, privateAddresses,
            Turns.each(LONG_REPLY), Exchange.TURN_PATIENCE);
    }

    Asking(Did self, NodeKeys keys, Territory territory, Dataspace dataspace, Agreements agreements, Gate gate,
           Ledger ledger, Database database, InstantSource clock, Set<String> privateAddresses, Turns longReplies,
           Duration turnPatience) {
        this.self = self;
        this.keys = keys;
        this.territory = territory;
        this.dataspace = dataspace;
        this.agreeing = new Agreeing(self, territory, dataspace, agreements, gate);
        this.book = new AskedBook(database, ledger, clock);
        this.clock = clock;
        this.outbound = Exchange.outbound(privateAddresses);
        this.exchange = new Exchange(outbound.client(), checking, turnPatience, System::nanoTime);
        this.rules = new AgreedRules(dataspace);
        this.longReplies = longReplies;
    }

    /** Ends the connections to providers, and the work on their replies. */
    @Override
    public void close() {
        outbound.close();
        checking.close();
    }

    /**
     * Asks, negotiating first where there is no agreement yet. Blocks; idempotent: after a fault the same call goes on.
     *
     * @param provider whose dataset it is; empty to look in every member's catalogue
     * @param question JSON as the person wrote it
     * @param project  the project that it is asked for; empty when this node owns exactly one
     * @param person   pseudonym of the account that asks, see {@link eu.bocage.connector.member.Pseudonyms}
     * @throws IllegalArgumentException when the person is no pseudonym: names stay out of the ledger
     */
    public Asked ask(Optional<Did> provider, String question, Optional<String> project, String person,
                     Consumer<Step> progress) {
        if (!PSEUDONYM.matcher(person).matches()) {
            throw new IllegalArgumentException("not the pseudonym of a person");
        }
        return each(provider, question, project, person, this::send, progress);
    }

    /**
     * Asks what a question would cost and how good its answer would be, negotiating first where there is no agreement
     * yet. Costs nothing and leaves no entry in the ledger. Blocks.
     *
     * @param provider as for {@link #ask}, and so the others
     */
    public Asked preview(Optional<Did> provider, String question, Optional<String> project,
                         Consumer<Step> progress) {
        return each(provider, question, project, "", this::foresee, progress);
    }

    private Asked each(Optional<Did> provider, String question, Optional<String> project, String person,
                       Sending sending, Consumer<Step> progress) {
        if (!(territory.standing(self) instanceof Standing.Active)) {
            return new Asked.Refused("membership",
                "Ce nœud n'est pas un membre actif du territoire, ou le registre n'est plus valable. Voyez avec l'ancre"
                    + " de confiance.",
                "This node is not an active member of the territory, or the register is no longer good. Ask the trust"
                    + " anchor.");
        }
        try {
            Query query = new Query(provider, question, dataset(question), project(project), person);
            Outcome first = ask(query, sending, progress);
            if (first.next() != Next.NEW_CHARTER) {
                return first.asked();
            }
            territory.refresh();
            return ask(query, sending, progress).asked();
        } catch (NotAskedException e) {
            return e.refused();
        }
    }

    /** All receipts that this node has of a provider, envelopes in JSON, oldest first: what a restored one needs. */
    public List<String> receipts(Did provider) {
        return book.receipts(provider);
    }

    /** A step that ended. @param name {@code catalogue}, {@code negotiation}, {@code transfer}, {@code answer} */
    public record Step(String name, long millis) {
    }

    /** What came of it. */
    public sealed interface Asked {

        /**
         * An answer whose receipt was checked.
         *
         * @param answer       canonical JSON, UTF-8, as this node keeps it
         * @param receipt      the provider's envelope
         * @param budgetFrench what is left, in words
         */
        record Answered(Body answer, String receipt, String budgetFrench, String budgetEnglish) implements Asked {
        }

        /** What a question would cost, in the provider's words: {@code preview}, {@code budget} and {@code free}. */
        record Foreseen(String json) implements Asked {
        }

        /**
         * Refused by either side, with reasons; nothing was charged unless it says so.
         *
         * @param code {@code policy}, {@code budget}, {@code input}, {@code membership}, {@code dataset} when it is
         *     closed or gone, {@code closed} for a question that stays without an answer, {@code rate} for too many
         *     previews, {@code unreachable}, {@code busy} for an answer that this node had no time to read, or
         *     that it let go meanwhile and that could not be given again just then,
         *     {@code withdrawn} for one that it let go meanwhile and that is not given again, or {@code receipt} for
         *     one whose receipt does not hold
         */
        record Refused(String code, String french, String english) implements Asked {
        }
    }

    static <T> T timed(String step, Consumer<Step> progress, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        progress.accept(new Step(step, (System.nanoTime() - start) / 1_000_000));
        return result;
    }

    private record Query(Optional<Did> provider, String question, String dataset, String project,
                         String person) {
    }

    /** What could still help. */
    private enum Next {
        NOTHING, NEW_TOKEN, NEW_CHARTER
    }

    private record Outcome(Asked asked, Next next) {
    }

    private interface Sending {
        Outcome send(Query query, Agreed agreed, Access access);
    }

    private Outcome ask(Query query, Sending sending, Consumer<Step> progress) {
        Agreed agreed = agreeing.agree(query.provider(), query.dataset(), query.project(), progress);
        Access access = timed("transfer", progress, () -> access(agreed));
        return timed("answer", progress, () -> {
            Outcome outcome = sending.send(query, agreed, access);
            return outcome.next() == Next.NEW_TOKEN ? sending.send(query, agreed, renewed(agreed)) : outcome;
        });
    }

    private Outcome send(Query query, Agreed agreed, Access access) {
        long signed = exchange.now();
        Envelope request = signed(Messages.REQUEST, query, agreed, book.newest(agreed.provider().did()));
        book.asked(agreed.agreement(), query.project(), request, query.question(), query.person());
        Optional<String> card = Json.read(query.question()).has("rollUp") ? rules.card(agreed)
            : Optional.empty();
        try (Turns.Turn turn = longReplies.turn()) {
            return outcome(query, agreed, card, request,
                exchange.send(agreed.provider(), access, request.bytes(), signed, turn));
        }
    }

    private Outcome outcome(Query query, Agreed agreed, Optional<String> card, Envelope request,
                            Exchange.Reply reply) {
        return switch (reply) {
            case Exchange.Reply.Given given -> new Outcome(checked(query, agreed, card, request, given),
                Next.NOTHING);
            case Exchange.Reply.Denied denied -> {
                book.denied(agreed.agreement(), query.project(), request, denied.code());
                yield new Outcome(new Asked.Refused(shown(denied.code()), denied.french(), denied.english()),
                    next(denied));
            }
            case Exchange.Reply.Foreseen none -> lost(agreed, "a preview and no answer");
            case Exchange.Reply.Lost(String why) -> lost(agreed, why);
            case Exchange.Reply.Unread none -> new Outcome(Unanswered.unread(), Next.NOTHING);
            case Exchange.Reply.Postponed(String french, String english) -> new Outcome(
                Unanswered.postponed(agreed.provider().organisation(), french, english), Next.NOTHING);
            case Exchange.Reply.Withdrawn(String french, String english) -> {
                book.denied(agreed.agreement(), query.project(), request, "withdrawn");
                yield new Outcome(Unanswered.withdrawn(agreed.provider().organisation(), french, english),
                    Next.NOTHING);
            }
        };
    }

    private Outcome foresee(Query query, Agreed agreed, Access access) {
        Envelope request = signed(Messages.PREVIEW, query, agreed, book.newest(agreed.provider().did()));
        return switch (exchange.preview(agreed.provider(), access, request.bytes())) {
            case Exchange.Reply.Foreseen(ObjectNode json) ->
                new Outcome(new Asked.Foreseen(json.toString()), Next.NOTHING);
            case Exchange.Reply.Denied denied -> new Outcome(
                new Asked.Refused(shown(denied.code()), denied.french(), denied.english()), next(denied));
            case Exchange.Reply.Given none -> lost(agreed, "an answer and no preview");
            case Exchange.Reply.Lost(String why) -> lost(agreed, why);
        };
    }

    /** The receipt is left out where it does not fit beside a long question. */
    private Envelope signed(Tag kind, Query query, Agreed agreed, Optional<String> receipt) {
        try {
            return new Request(agreed.agreement().id(), query.question(), clock.instant(), receipt)
                .sign(kind, self, keys);
        } catch (IllegalArgumentException e) {
            if (receipt.isPresent()) {
                return signed(kind, query, agreed, Optional.empty());
            }
            throw new NotAskedException("input",
                "La question ne peut être envoyée (détail technique, en anglais : " + e.getMessage() + ").",
                "The question cannot be sent: " + e.getMessage() + ".");
        }
    }

    private static Outcome lost(Agreed agreed, String why) {
        return new Outcome(Unanswered.lost(agreed.provider().organisation(), why), Next.NOTHING);
    }

    /** A revoked token has changed nothing; a charter that only the provider knows asks for a new agreement. */
    private static Next next(Exchange.Reply.Denied denied) {
        if (denied.status() == 401) {
            return Next.NEW_TOKEN;
        }
        return denied.code().equals("policy") && denied.terms().contains("charter") ? Next.NEW_CHARTER : Next.NOTHING;
    }

    private Asked checked(Query query, Agreed agreed, Optional<String> card, Envelope request,
                          Exchange.Reply.Given given) {
        Opened<Receipt> opened = checking.run(given.answer().length, () ->
            Receipts.verify(given.answer(), request.bytes(), given.receipt(), keys.verificationKey(),
                    agreed.provider().verificationKey())
                .read(receipt -> ours(query, agreed, receipt))
                .read(receipt -> AgreedRules.required(agreed, card, given.answer(), receipt)));
        return switch (opened) {
            case Opened.Valid<Receipt>(Receipt receipt) -> {
                Body answer = book.received(agreed.agreement(), query.project(), request, given.answer(), receipt,
                    given.receipt());
                yield new Asked.Answered(answer, Json.text(given.receipt()), given.budgetFrench(),
                    given.budgetEnglish());
            }
            case Opened.Refused<Receipt>(String why) -> {
                book.denied(agreed.agreement(), query.project(), request, "receipt");
                yield Unanswered.doubted(agreed.provider().organisation(), why);
            }
        };
    }

    private static Receipt ours(Query query, Agreed agreed, Receipt receipt) {
        if (!receipt.provider().equals(agreed.provider().did().text()) || !receipt.dataset().equals(query.dataset())
            || !receipt.project().equals(query.project())) {
            throw new IllegalArgumentException("the receipt is for another provider, dataset or project");
        }
        return receipt;
    }

    private Access access(Agreed agreed) {
        try {
            return dataspace.access(agreed.provider(), agreed.agreement());
        } catch (DataspaceException e) {
            throw NotAskedException.of(e);
        }
    }

    private Access renewed(Agreed agreed) {
        try {
            dataspace.release(agreed.agreement());
        } catch (DataspaceException e) {
            throw NotAskedException.of(e);
        }
        return access(agreed);
    }

    private static String shown(String code) {
        return SHOWN.contains(code) ? code : switch (code) {
            case "agreement" -> "policy";
            case "malformed", "stale" -> "input";
            default -> "unreachable";
        };
    }

    private static String dataset(String question) {
        try {
            return Question.dataset(question);
        } catch (InvalidInput e) {
            throw new NotAskedException("input", 
                words(e, Problem::frenchPath, " : ", Problem::french),
                words(e, Problem::path, ": ", Problem::english));
        }
    }

    private static String words(InvalidInput e, Function<Problem, String> path, String colon,
                                Function<Problem, String> language) {
        return e.problems().stream().map(problem -> path.apply(problem).isEmpty() ? language.apply(problem)
                : path.apply(problem) + colon + language.apply(problem)).collect(Collectors.joining("\n"));
    }

    /** The named project, or the only one, if this node owns it. */
    private String project(Optional<String> named) {
        List<String> owned = territory.projects().stream().filter(project -> project.owner().equals(self))
            .map(Project::id).toList();
        String list = owned.isEmpty() ? "—" : String.join(", ", owned);
        if (named.isPresent() && territory.project(named.get())
                .filter(project -> project.owner().equals(self)).isEmpty()) {
            throw new NotAskedException("input",
                "Ce nœud ne porte pas de projet « " + named.get() + " ». Ses projets : " + list + ".",
                "This node owns no project \"" + named.get() + "\". Its projects: " + list + ".");
        }
        if (named.isEmpty() && owned.size() != 1) {
            throw new NotAskedException("input",
                "Nommez le projet pour lequel vous demandez. Les projets de ce nœud : " + list + ".",
                "Name the project that you ask for. The projects of this node: " + list + ".");
        }
        return named.orElseGet(owned::getFirst);
    }
}
