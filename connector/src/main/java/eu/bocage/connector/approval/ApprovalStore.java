package eu.bocage.connector.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.storage.Database;
import eu.bocage.policies.Approval;
import eu.bocage.policies.Tally;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests, votes and outcomes in the node's database. Thread-safe. */
final class ApprovalStore {

    private final Database database;

    ApprovalStore(Database database) {
        this.database = database;
    }

    /** @return whether it was not here */
    boolean keep(Request request, Instant now) {
        return database.inTransaction(handle -> handle.createUpdate("""
                INSERT INTO approval_request (id, requester, provider, dataset, project, charter, content, received_at)
                VALUES (:id, :requester, :provider, :dataset, :project, :charter, :content, :now)
                ON CONFLICT DO NOTHING""")
            .bind("id", request.id()).bind("requester", request.requester().text())
            .bind("provider", request.matter().provider().text()).bind("dataset", request.matter().dataset())
            .bind("project", request.matter().project()).bind("charter", request.charter())
            .bind("content", Json.text(request.envelope().bytes())).bind("now", now.getEpochSecond())
            .execute()) == 1;
    }

    /** @return whether none of that voter was here; a vote that is here is never replaced */
    boolean keep(Vote vote, Instant now) {
        return database.inTransaction(handle -> handle.createUpdate("""
                INSERT INTO approval_vote (request, voter, content, received_at)
                VALUES (:request, :voter, :content, :now) ON CONFLICT DO NOTHING""")
            .bind("request", vote.request()).bind("voter", vote.voter().text())
            .bind("content", Json.text(vote.envelope().bytes())).bind("now", now.getEpochSecond())
            .execute()) == 1;
    }

    Optional<Vote> vote(String request, Did voter) {
        return database.inTransaction(handle -> handle.createQuery(
                "SELECT content FROM approval_vote WHERE request = :request AND voter = :voter")
            .bind("request", request).bind("voter", voter.text()).mapTo(String.class).findOne())
            .map(text -> Vote.parse(Json.bytes(text)).orThrow());
    }

    Optional<Case> find(String id) {
        return database.inTransaction(handle -> handle.createQuery(
                "SELECT content FROM approval_request WHERE id = :id")
            .bind("id", id).mapTo(String.class).findOne()).map(this::withVotes);
    }

    /** The newest first, at most so many. @param provider whose datasets they are about; empty for everybody's */
    List<Case> newest(Optional<Did> provider, int most) {
        return database.inTransaction(handle -> handle.createQuery("""
                SELECT content FROM approval_request WHERE :provider = '' OR provider = :provider
                ORDER BY received_at DESC, id LIMIT :most""")
            .bind("provider", provider.map(Did::text).orElse("")).bind("most", most).mapTo(String.class).list())
            .stream().map(this::withVotes).toList();
    }

    /** All that came in from a moment on, the newest first. @param provider empty for everybody's */
    List<Request> since(Optional<Did> provider, Instant from) {
        return database.inTransaction(handle -> handle.createQuery("""
                SELECT content FROM approval_request WHERE (:provider = '' OR provider = :provider)
                AND received_at >= :from ORDER BY received_at DESC, id""")
            .bind("provider", provider.map(Did::text).orElse("")).bind("from", from.getEpochSecond())
            .mapTo(String.class).list()).stream().map(text -> Request.parse(Json.bytes(text)).orThrow()).toList();
    }

    /** What that member asked about that, under that charter; the newest first. */
    List<Case> about(Request.Matter matter, Did requester, String charter) {
        return database.inTransaction(handle -> handle.createQuery("""
                SELECT content FROM approval_request WHERE provider = :provider AND dataset = :dataset
                AND project = :project AND requester = :requester AND charter = :charter
                ORDER BY received_at DESC, id""")
            .bind("provider", matter.provider().text()).bind("dataset", matter.dataset())
            .bind("project", matter.project()).bind("requester", requester.text()).bind("charter", charter)
            .mapTo(String.class).list()).stream().map(this::withVotes).toList();
    }

    /** What was counted for good. */
    record Final(Outcome outcome, Tally tally) {
    }

    /** @return whether none was here; it never changes */
    boolean close(Request request, Outcome outcome, Tally tally, Instant now) {
        ObjectNode votes = Json.object();
        tally.votes().forEach((college, each) ->
            votes.putObject(college).put("yes", each.yes()).put("no", each.no()).put("members", each.members()));
        String french = outcome instanceof Outcome.Refused refused ? refused.french() : "";
        String english = outcome instanceof Outcome.Refused refused ? refused.english() : "";
        return database.inTransaction(handle -> handle.createUpdate("""
                INSERT INTO approval_outcome (request, outcome, reason_fr, reason_en, votes, decided_at)
                VALUES (:request, :outcome, :fr, :en, :votes, :now) ON CONFLICT DO NOTHING""")
            .bind("request", request.id()).bind("outcome", word(outcome))
            .bind("fr", french).bind("en", english).bind("votes", votes.toString()).bind("now", now.getEpochSecond())
            .execute()) == 1;
    }

    Optional<Final> closed(Request request) {
        return database.inTransaction(handle -> handle.createQuery(
                "SELECT outcome, reason_fr, reason_en, votes FROM approval_outcome WHERE request = :request")
            .bind("request", request.id())
            .map((row, context) -> of(request, row.getString("outcome"), row.getString("reason_fr"),
                row.getString("reason_en"), row.getString("votes")))
            .findOne());
    }

    /** Keeps what a committee decided for good, once. @param outcome not open */
    void keep(Request request, Set<Approval> committee, Outcome outcome, Instant now) {
        database.useTransaction(handle -> {
            if (!parts(request).containsKey(committee)) {
                handle.createUpdate("""
                        INSERT INTO approval_part (request, committee, outcome, reason_fr, reason_en, decided_at)
                        VALUES (:request, :committee, :outcome, :fr, :en, :now)""")
                    .bind("request", request.id())
                    .bind("committee", committee.stream().map(Approval::text).sorted()
                        .collect(Collectors.joining(",")))
                    .bind("outcome", word(outcome))
                    .bind("fr", outcome instanceof Outcome.Refused refused ? refused.french() : "")
                    .bind("en", outcome instanceof Outcome.Refused refused ? refused.english() : "")
                    .bind("now", now.getEpochSecond()).execute();
            }
        });
    }

    /** What committees decided for good so far. */
    Map<Set<Approval>, Outcome> parts(Request request) {
        Map<Set<Approval>, Outcome> parts = new HashMap<>();
        database.useTransaction(handle -> handle.createQuery(
                "SELECT committee, outcome, reason_fr, reason_en FROM approval_part WHERE request = :request")
            .bind("request", request.id())
            .map((row, context) -> Map.entry(committee(row.getString("committee")), outcome(row.getString("outcome"),
                row.getString("reason_fr"), row.getString("reason_en"))))
            .list().forEach(part -> parts.put(part.getKey(), part.getValue())));
        return parts;
    }

    private static Set<Approval> committee(String text) {
        return Stream.of(text.split(",")).map(each -> Approval.of(each).orElseThrow()).collect(Collectors.toSet());
    }

    /** Where no number of members is kept, whoever had not voted was counted as against. */
    private Final of(Request request, String outcome, String french, String english, String votes) {
        Map<String, Tally.Votes> counted = new HashMap<>();
        Json.read(votes).properties().forEach(each -> {
            int yes = each.getValue().path("yes").asInt();
            int no = each.getValue().path("no").asInt();
            counted.put(each.getKey(), new Tally.Votes(yes, no, each.getValue().path("members").asInt(yes + no)));
        });
        Outcome whole = outcome(outcome, french, english);
        return new Final(whole, Committee.tally(counted, request, whole, parts(request)));
    }

    private static Outcome outcome(String word, String french, String english) {
        return word.equals("refused") ? new Outcome.Refused(french, english)
            : new Outcome.Granted(word.equals("granted"));
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Granted(boolean whole) -> whole ? "granted" : "partly";
            case Outcome.Refused refused -> "refused";
            case Outcome.Open open -> throw new IllegalArgumentException("an open request is not closed");
        };
    }

    private Case withVotes(String content) {
        Request request = Request.parse(Json.bytes(content)).orThrow();
        List<Vote> votes = database.inTransaction(handle -> handle.createQuery(
                "SELECT content FROM approval_vote WHERE request = :id ORDER BY received_at, voter")
            .bind("id", request.id()).mapTo(String.class).list()).stream()
            .map(text -> Vote.parse(Json.bytes(text)).orThrow()).toList();
        return new Case(request, votes);
    }
}
