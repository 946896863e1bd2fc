package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What intake counted, for the owner alone. */
record IntakeText(Terminal terminal) {

    void print(JsonNode report) {
        if (!report.isObject()) {
            return;
        }
        String rows = Numbers.of(report.path("rows").asLong(), terminal.language());
        String kept = Numbers.of(report.path("kept").asLong(), terminal.language());
        String units = Numbers.of(report.path("units").asLong(), terminal.language());
        terminal.say("Lignes lues : " + rows + ", gardées : " + kept + ", unités : " + units
                + ". Ces nombres sont pour vous seul.",
            "Rows read: " + rows + ", kept: " + kept + ", units: " + units + ". These numbers are for you alone.");
        for (JsonNode note : report.path("notes")) {
            terminal.say("  " + terminal.in(note.path("place")) + terminal.language().of(" : ", ": ")
                + terminal.in(note));
        }
    }
}
