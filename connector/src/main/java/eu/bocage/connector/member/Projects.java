package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All registered projects, as one numbered document.
 *
 * @param version  1 or more, higher at each change
 * @param issued   when the trust anchor signed it
 * @param projects ordered by identifier, each once
 */
record Projects(long version, Instant issued, List<Project> projects) {

    /** @throws IllegalArgumentException naming what does not hold */
    Projects {
        projects = List.copyOf(projects);
        if (version < 1) {
            throw new IllegalArgumentException("the version is less than 1");
        }
        for (int i = 1; i < projects.size(); i++) {
            if (projects.get(i - 1).id().compareTo(projects.get(i).id()) >= 0) {
                throw new IllegalArgumentException("the projects are not in the order of their identifiers");
            }
        }
    }

    Optional<Project> project(String id) {
        return projects.stream().filter(project -> project.id().equals(id)).findFirst();
    }

    ObjectNode json() {
        ObjectNode object = Json.object().put("version", version).put("issued", issued.toString());
        ArrayNode array = object.putArray("projects");
        projects.forEach(project -> array.add(project.json()));
        return object;
    }

    static Projects of(ObjectNode object) {
        return Fields.read(object, fields -> new Projects(fields.number("version"), fields.instant("issued"),
            fields.objects("projects").stream().map(Project::of).toList()));
    }
}
