package eu.bocage.connector.agreement;

import java.util.List;
import java.util.Optional;

/** The agreements that this node is a side of. */
public interface Agreements {

    Optional<Agreement> find(String id);

    List<Agreement> all();
}
