package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What figures may be asked for: a purpose with an owner and a term, registered by the trust anchor. Agreements name it
 * and budgets keep a share for it.
 *
 * @param id             identifier, of the form of dataset identifiers
 * @param title          title by language, exactly {@code fr} and {@code en}
 * @param owner          the member that asks
 * @param purposes       identifiers of the charter's purposes that it serves, at least one
 * @param from           first day of its term (UTC)
 * @param until          last day of its term (UTC), not before {@code from}
 * @param budgetPerMille the share of each budget (unit space × period) that it may use at most, 1 to 1000 thousandths
 * @param exceptionalNeed whether the trust anchor has recorded an exceptional need for it (Regulation (EU) 2023/2854,
 *                       article 15); written only where it has
 */
public record Project(String id, Map<String, String> title, Did owner, Set<String> purposes, LocalDate from,
                      LocalDate until, int budgetPerMille, boolean exceptionalNeed) {

    /** A quarter: a project leaves room for three others, for what it has used up is gone for all of the period. */
    public static final int USUAL_PER_MILLE = 250;

    /** @throws Flaw naming the field and what it should hold */
    public Project {
        Member.id("id", id);
        title = Map.copyOf(title);
        if (!title.keySet().equals(Set.of("fr", "en"))
            || title.values().stream().anyMatch(text -> text.isBlank() || text.length() > 200)) {
            throw new Flaw("title n'est pas un texte de 1 à 200 caractères pour chacun de fr et en",
                "title is not a text of 1 to 200 characters for each of fr and en");
        }
        purposes = Set.copyOf(purposes);
        if (purposes.isEmpty()) {
            throw new Flaw("purposes est vide ; nommez au moins une finalité de la charte",
                "purposes is empty; name at least one purpose of the charter");
        }
        purposes.forEach(purpose -> Member.id("purpose", purpose));
        if (until.isBefore(from)) {
            throw new Flaw("until (" + until + ") précède from (" + from + ")",
                "until (" + until + ") is before from (" + from + ")");
        }
        if (budgetPerMille < 1 || budgetPerMille > 1000) {
            throw new Flaw("budgetPerMille n'est pas entre 1 et 1000", "budgetPerMille is not between 1 and 1000");
        }
    }

    /** Without an exceptional need. */
    public Project(String id, Map<String, String> title, Did owner, Set<String> purposes, LocalDate from,
                   LocalDate until, int budgetPerMille) {
        this(id, title, owner, purposes, from, until, budgetPerMille, false);
    }

    /**
     * Reads a project as a person wrote it: the same fields in YAML, lists in any order. Without {@code budgetPerMille}
     * its share is {@link #USUAL_PER_MILLE}.
     *
     * @throws Flaw naming the field and what it should hold
     */
    public static Project fromYaml(String yaml) {
        ObjectNode object = Yaml.read(yaml);
        if (!object.has("budgetPerMille")) {
            object.put("budgetPerMille", USUAL_PER_MILLE);
        }
        if (object.get("purposes") instanceof ArrayNode purposes) {
            TreeSet<String> sorted = new TreeSet<>();
            purposes.forEach(purpose -> sorted.add(purpose.asText()));
            Member.texts(object.putArray("purposes"), sorted);
        }
        return of(object);
    }

    /** Whether the project may be worked on that day (UTC). */
    public boolean current(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }

    ObjectNode json() {
        ObjectNode object = Json.object().put("id", id).put("owner", owner.text()).put("from", from.toString())
            .put("until", until.toString()).put("budgetPerMille", budgetPerMille);
        if (exceptionalNeed) {
            object.put("exceptionalNeed", true);
        }
        object.putObject("title").put("fr", title.get("fr")).put("en", title.get("en"));
        Member.texts(object.putArray("purposes"), purposes);
        return object;
    }

    static Project of(ObjectNode object) {
        return Fields.read(object, fields -> new Project(fields.text("id"),
            Fields.read(fields.object("title"), title -> Map.of("fr", title.text("fr"), "en", title.text("en"))),
            new Did(fields.text("owner")), fields.texts("purposes"), fields.day("from"), fields.day("until"),
            Math.toIntExact(Math.clamp(fields.number("budgetPerMille"), 0, 1001)), fields.flag("exceptionalNeed")));
    }
}
