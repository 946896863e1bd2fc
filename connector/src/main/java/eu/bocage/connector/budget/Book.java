package eu.bocage.connector.budget;

import java.util.List;

/**
 * What stands in the books of one unit space and period.
 *
 * @param microRho  spent over all projects
 * @param picoDelta spent over all projects, in units of 1e-12
 * @param projects  by name
 */
public record Book(Place place, Continuity.State state, long microRho, long picoDelta, List<ProjectBook> projects) {

    public Book {
        projects = List.copyOf(projects);
    }

    /** What one project has spent of it. */
    public record ProjectBook(String project, long microRho, long picoDelta) {
    }
}
