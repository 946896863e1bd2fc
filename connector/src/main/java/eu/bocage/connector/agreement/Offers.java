package eu.bocage.connector.agreement;

import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.member.Territory;

/** Keeps the offer book in step with charter, projects and datasets. */
public final class Offers implements AutoCloseable {

    public Offers(Territory territory, Datasets datasets, OfferBook book) {
        throw new UnsupportedOperationException();
    }

    /** Renews now, after each publication, and whenever charter or projects have changed, until closed. */
    public void start() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
