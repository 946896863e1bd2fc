package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an organisation declares about itself and its node. It signs this together with the charter; the trust anchor
 * vouches for it by taking it into the register.
 *
 * @param publicUrl        where the node's public port is reached: scheme, host and port
 * @param verificationKey  Ed25519 key of the node
 * @param encryptionKey    X25519 key of the node
 * @param organisation     name of the organisation, 1 to 200 characters
 * @param legalUnit        its number in the business register; a SIREN (nine digits, the last a Luhn check digit) in
 *                         France
 * @param jurisdiction     country of the organisation, ISO 3166-1 alpha-2
 * @param hostJurisdiction country of whoever runs the machine, ISO 3166-1 alpha-2
 */
public record Profile(URI publicUrl, VerificationKey verificationKey, EncryptionKey encryptionKey, String organisation,
                      String legalUnit, String jurisdiction, String hostJurisdiction) {

    private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));
    private static final Pattern LEGAL_UNIT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ./-]{0,39}");
    private static final Pattern SIREN = Pattern.compile("[0-9]{9}");

    /** @throws Flaw naming the field and what it should hold */
    public Profile {
        PublicAddress.check(publicUrl);
        if (organisation.isBlank() || organisation.length() > 200 || !organisation.strip().equals(organisation)
            || organisation.chars().anyMatch(Character::isISOControl)) {
            throw new Flaw("organisation n'est pas un nom de 1 à 200 caractères sur une ligne",
                "organisation is not a name of 1 to 200 characters on one line");
        }
        country("jurisdiction", jurisdiction);
        country("hostJurisdiction", hostJurisdiction);
        if (!LEGAL_UNIT.matcher(legalUnit).matches()) {
            throw new Flaw("legalUnit « " + legalUnit + " » n'est pas un numéro d'immatriculation",
                "legalUnit \"" + legalUnit + "\" is not a registration number");
        }
        if (jurisdiction.equals("FR") && (!SIREN.matcher(legalUnit).matches() || luhn(legalUnit) != 0)) {
            throw new Flaw("legalUnit « " + legalUnit + " » n'est pas un SIREN (neuf chiffres, le dernier de contrôle)",
                "legalUnit \"" + legalUnit + "\" is not a SIREN (nine digits, the last a check digit)");
        }
    }

    /** The member's name, which follows from its public address. */
    public Did did() {
        return Did.of(publicUrl);
    }

    /** Where the member speaks the Dataspace Protocol. */
    public URI dspAddress() {
        return publicUrl.resolve("/dsp");
    }

    ObjectNode json() {
        return Json.object()
            .put("did", did().text())
            .put("publicUrl", publicUrl.toString())
            .put("dspAddress", dspAddress().toString())
            .put("verificationKey", verificationKey.x())
            .put("encryptionKey", encryptionKey.x())
            .put("organisation", organisation)
            .put("legalUnit", legalUnit)
            .put("jurisdiction", jurisdiction)
            .put("hostJurisdiction", hostJurisdiction);
    }

    static Profile of(ObjectNode object) {
        return Fields.read(object, fields -> {
            Profile profile = new Profile(fields.uri("publicUrl"), new VerificationKey(fields.text("verificationKey")),
                new EncryptionKey(fields.text("encryptionKey")), fields.text("organisation"),
                fields.text("legalUnit"), fields.text("jurisdiction"), fields.text("hostJurisdiction"));
            if (!fields.text("did").equals(profile.did().text())
                || !fields.text("dspAddress").equals(profile.dspAddress().toString())) {
                throw new IllegalArgumentException("did or dspAddress do not follow from publicUrl");
            }
            return profile;
        });
    }

    private static void country(String field, String code) {
        if (!COUNTRIES.contains(code)) {
            throw new Flaw(field + " « " + code + " » n'est pas un code de pays comme FR",
                field + " \"" + code + "\" is not a country code such as FR");
        }
    }

    private static int luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10;
    }
}
