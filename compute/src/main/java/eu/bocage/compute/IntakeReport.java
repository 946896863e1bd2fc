package eu.bocage.compute;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What intake did with a source, <strong>for the owner alone</strong>: it counts rows, and so must never leave the
 * node's private side. Values that were not taken as they stood are counted by column and place, never shown.
 *
 * @param rows  read
 * @param kept  of them
 * @param units that the kept ones belong to
 * @param notes what was wrong where and what was done with it; and how many units may be one under two names
 */
public record IntakeReport(long rows, long kept, long units, List<Problem> notes) {

    /** Canonical JSON. */
    public String json() {
        ObjectNode object = Json.object().put("rows", rows).put("kept", kept).put("units", units);
        ArrayNode array = object.putArray("notes");
        for (Problem note : notes) {
            ObjectNode one = array.addObject();
            one.putObject("place").put("fr", note.frenchPath()).put("en", note.path());
            one.put("fr", note.french()).put("en", note.english());
        }
        return Json.canonical(object);
    }
}
