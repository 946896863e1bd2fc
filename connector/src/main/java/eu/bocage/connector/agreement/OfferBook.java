package eu.bocage.connector.agreement;

import java.util.Collection;

/** Where offers stand for others to see: EDC's assets, policies and contract definitions. */
public interface OfferBook {

    /** Puts exactly these offers in place of those that were there, in one transaction. */
    void replaceAll(Collection<Offer> offers);
}
