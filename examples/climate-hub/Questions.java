import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What the university asks.
 *
 * @param dataset the dataset's name
 * @param allowed the question that the charter allows
 * @param spread  a second one that it allows, for mean and quantiles; empty for a user's own table
 * @param refused questions that break the charter, by what is wrong with them
 */
record Questions(String dataset, Path allowed, Optional<Path> spread, SequencedMap<String, Path> refused) {

    /** The example's own. */
    static Questions ofExample(Path example) {
        SequencedMap<String, Path> refused = new LinkedHashMap<>();
        refused.put("marketing", example.resolve("question-marketing.json"));
        refused.put("iris", example.resolve("question-iris.json"));
        return new Questions("energy-consumption", example.resolve("question.json"),
            Optional.of(example.resolve("question-spread.json")), refused);
    }

    /**
     * Questions to a table of the user's: the count and the sum of the first declared measure, by place (EPCI where the
     * card is finer) and by the first key that a unit has one value of.
     *
     * @throws Trouble saying what is wrong with the card
     */
    static Questions of(Path cardFile, Path folder) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Card read = read(cardFile);
        JsonNode card = mapper.readTree(read.json());
        ObjectNode question = mapper.createObjectNode();
        question.put("dataset", card.path("id").asText());
        question.put("purpose", "climate-plan");
        ArrayNode measures = question.putArray("measures");
        measures.addObject().put("function", "count");
        read.measures().stream().findFirst().ifPresent(name ->
            measures.addObject().put("function", "sum").put("measure", name));
        ArrayNode groupBy = question.putArray("groupBy");
        String level = card.path("zoning").path("level").asText("");
        if (!level.isEmpty()) {
            groupBy.add("zoning");
            question.put("zoning", level.equals("commune") || level.equals("iris") ? "epci" : level);
        }
        card.path("keys").properties().stream()
            .filter(key -> key.getValue().path("perUnit").asInt() == 1).map(Map.Entry::getKey).findFirst()
            .ifPresent(groupBy::add);
        Path allowed = write(mapper, question, folder.resolve("question-own.json"));
        ObjectNode marketing = question.deepCopy().put("purpose", "marketing");
        SequencedMap<String, Path> refused = new LinkedHashMap<>();
        refused.put("marketing", write(mapper, marketing, folder.resolve("question-own-marketing.json")));
        if (!level.isEmpty()) {
            ObjectNode iris = question.deepCopy().put("zoning", "iris");
            refused.put("iris", write(mapper, iris, folder.resolve("question-own-iris.json")));
        }
        return new Questions(card.path("id").asText(), allowed, Optional.empty(), refused);
    }

    private static Card read(Path file) throws IOException {
        try {
            return Card.fromYaml(Files.readString(file));
        } catch (InvalidInput e) {
            String newline = System.lineSeparator() + "  ";
            throw new Trouble(Trouble.USAGE,
                file + " :" + newline + e.problems().stream()
                    .map(problem -> problem.frenchPath() + " : " + problem.french())
                    .collect(Collectors.joining(newline)),
                file + ":" + newline + e.problems().stream().map(problem -> problem.path() + ": " + problem.english())
                    .collect(Collectors.joining(newline)));
        }
    }

    private static Path write(ObjectMapper mapper, ObjectNode question, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), question);
        return file;
    }
}
