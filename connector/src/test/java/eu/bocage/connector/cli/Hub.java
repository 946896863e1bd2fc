package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.policies.Charter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A trust anchor, a supplier and a laboratory with its project: founded, members, and not all of them running. */
final class Hub implements AutoCloseable {

    static final String QUESTION = """
        {"dataset": "energy", "purpose": "climate-plan", "groupBy": ["energy"], "period": "2025",
         "measures": [{"function": "count"}, {"function": "sum", "measure": "consumption"}]}""";
    private static final String PROJECT = """
        id: climate
        title: {fr: Plan climat, en: Climate plan}
        owner: OWNER
        purposes: [climate-plan]
        from: 2026-01-01
        until: 2028-12-31
        budgetPerMille: 900
        """;

    private final Path folder;
    private final Participant anchor;
    private final Participant supplier;
    private final Participant laboratory;

    private Hub(Path folder, List<Participant> three) {
        this.folder = folder;
        this.anchor = three.get(0);
        this.supplier = three.get(1);
        this.laboratory = three.get(2);
    }

    /** Founds it; the trust anchor runs then, the others do not yet. */
    static Hub found(Path folder) {
        return found(folder, Participant.neighbours(folder, "anchor", "supplier", "laboratory"), climateHub());
    }

    /** As {@link #found(Path)}, with another charter. @param members the first three are members from the start */
    static Hub found(Path folder, List<Participant> members, String charter) {
        Hub hub = new Hub(folder, members);
        try {
            hub.found(charter);
            return hub;
        } catch (Throwable e) {
            hub.close();
            throw e;
        }
    }

    private void found(String charter) {
        anchor.found();
        anchor.start();
        anchor.succeed("charter", "sign", write("charter.yaml", charter));
        anchor.succeed("member", "add", "--self", "--role", "hub", "--college", "public");
        supplier.join(anchor);
        laboratory.join(anchor);
        admit(supplier, "provider", "private");
        admit(laboratory, "consumer", "research");
        anchor.succeed("project", "register", write("project.yaml", PROJECT.replace("OWNER", laboratory.did())));
    }

    void admit(Participant member, String role, String college) {
        anchor.succeed("member", "add", member.adherence().toString(), "--role", role, "--college", college);
    }

    /** {@link #QUESTION} about another dataset. */
    static String question(String dataset) {
        return QUESTION.replace("{\"dataset\": \"energy\"", "{\"dataset\": \"" + dataset + "\"");
    }

    /** The supplier publishes the rows of 4000 meters as {@code energy}. */
    Meters publish() {
        return publish("energy", 4000, 7);
    }

    /** The supplier publishes the rows of so many meters, in a unit space of their own. */
    Meters publish(String dataset, int meters, long seed) {
        Meters rows = rows(dataset, meters, seed);
        Run run = publish(rows);
        if (run.exitCode() != 0) {
            throw new AssertionError("exit code " + run.exitCode() + ": " + run.out() + run.err());
        }
        return rows;
    }

    /** Rows that are not published yet. */
    Meters rows(String dataset, int meters, long seed) {
        return new Meters(dataset, folder.resolve(dataset + "-" + seed + ".csv"), meters, seed);
    }

    Run publish(Meters rows) {
        return supplier.run("dataset", "publish", rows.file().toString(), "--card",
            write(rows.dataset() + ".card.yaml", rows.card()), "--json");
    }

    Participant anchor() {
        return anchor;
    }

    Participant supplier() {
        return supplier;
    }

    Participant laboratory() {
        return laboratory;
    }

    Path folder() {
        return folder;
    }

    /** Asks from the laboratory's node, with {@code --json}. */
    Run query(String question) {
        return laboratory.run("query", write("question.json", question), "--json");
    }

    /** Asks what must be answered. */
    JsonNode ask(String question) {
        Run run = query(question);
        if (run.exitCode() != 0) {
            throw new AssertionError("exit code " + run.exitCode() + ": " + run.out() + run.err());
        }
        return run.json();
    }

    String write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String climateHub() {
        try (InputStream in = Charter.class.getResourceAsStream("charters/climate-hub.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        laboratory.close();
        supplier.close();
        anchor.close();
    }
}
