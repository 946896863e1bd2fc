import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A mean and quantiles as they are shown to a person. */
record Spread(JsonNode answer) {

    void print(Say say) {
        for (JsonNode cell : answer.path("cells")) {
            JsonNode mean = cell.path("values").path(0);
            say.line("  " + cell.path("keys").path(0).asText() + " : moyenne " + figure(mean, say) + " kWh",
                "  " + cell.path("keys").path(0).asText() + ": mean " + figure(mean, say) + " kWh");
            JsonNode shares = answer.path("measures").path(1).path("perMille");
            List<String> quantiles = new ArrayList<>();
            for (int i = 0; i < shares.size(); i++) {
                quantiles.add(say.percent(shares.path(i).asLong()) + " ≤ "
                    + figure(cell.path("values").path(1).path("quantiles").path(i), say));
            }
            say.out().println("    " + String.join(" · ", quantiles));
        }
    }

    /** The greatest half-width of a mean, in thousandths of it, rounded up. */
    long worstPerMille() {
        long worst = 0;
        for (JsonNode cell : answer.path("cells")) {
            JsonNode mean = cell.path("values").path(0);
            worst = Math.max(worst, mean.path("value").asDouble() > 0
                ? (long) Math.ceil(1000 * mean.path("halfWidth95").asDouble() / mean.path("value").asDouble())
                : Long.MAX_VALUE);
        }
        return answer.path("cells").isEmpty() ? Long.MAX_VALUE : worst;
    }

    private static String figure(JsonNode figure, Say say) {
        return say.number(Math.round(figure.path("value").asDouble())) + " ± "
            + say.number((long) Math.ceil(figure.path("halfWidth95").asDouble()));
    }
}
