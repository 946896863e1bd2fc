package eu.bocage.compute.he;

/** Why something of a joint computation is refused, in words for whoever runs a node. */
public enum Fault {

    MALFORMED("le message ne se lit pas ; qu'il soit envoyé de nouveau par la même version de Bocage",
        "the message cannot be read; have it sent again by the same version of Bocage"),
    COEFFICIENT_TOO_LARGE("un coefficient n'est pas inférieur à son nombre premier ; le message est faux ou forgé",
        "a coefficient is not below its prime; the message is wrong or forged"),
    BAD_SIGNATURE("la signature n'est pas celle du membre nommé ; vérifiez sa clé dans le registre",
        "the signature is not that of the member named; check its key in the register"),
    UNKNOWN_SENDER("l'expéditeur n'est pas sur la liste ; la liste est figée et ne s'étend pas",
        "the sender is not on the roster; the roster is frozen and does not grow"),
    WRONG_KEY("le message vise une autre clé collective ; utilisez celle du calcul",
        "the message is about another collective key; use the computation's"),
    WRONG_JOB("le message vise un autre calcul ; qu'il soit refait pour celui-ci",
        "the message is about another computation; have it made again for this one"),
    NOT_TRUSTED("la clé collective n'est pas, ou n'est plus, admise : détenteurs, charte ou date ; voyez le registre",
        "the collective key is not, or no longer, admitted: holders, charter or date; see the register"),
    CONTRADICTION("deux messages signés du même membre se contredisent ; écartez ce membre et recommencez",
        "two signed messages of one member contradict one another; leave it out and start again"),
    OUT_OF_TURN("le message vient trop tôt ou trop tard ; attendez l'étape suivante",
        "the message comes too early or too late; wait for the next step"),
    FALSE_OPENING("ce qui est révélé n'est pas ce qui était promis ; écartez ce membre et recommencez",
        "what is revealed is not what was committed to; leave that member out and start again"),
    FALSE_SHARE("une part de clé ne correspond pas aux engagements publiés ; écartez ce membre et recommencez",
        "a key share does not match the published commitments; leave that member out and start again"),
    DISPUTED_SHARE("la part contestée était juste, on ne sait qui a menti ; recommencez sous un nouveau manifeste",
        "the disputed share was right, who lied is not known; start again under a new manifest"),
    SAID_OTHERWISE("ce nœud a déjà dit autre chose à cette étape ; recommencez sous un nouveau manifeste",
        "this node has said something else at this step; start again under a new manifest"),
    FAILED_AUDIT("le détenteur n'a pas la part de clé qu'il dit avoir ; écartez-le et recommencez",
        "the holder does not have the key share it claims; leave it out and start again"),
    BAD_PROOF("la preuve qui accompagne le chiffré ne convient pas ; la contribution est à refaire",
        "the proof that comes with the ciphertext does not hold; have the contribution made again"),
    DUPLICATE("cette contribution est déjà comptée ; une seule par membre",
        "this contribution has been counted already; one per member"),
    NOT_INVITED("ce membre n'est pas invité à ce calcul ; la liste est figée",
        "this member is not invited to this computation; the roster is frozen"),
    NOT_AGREED("l'accord ou le débit du contributeur manque ; il doit y figurer avant le calcul",
        "the contributor's agreement or debit is missing; it has to stand before the computation"),
    NOT_PERMITTED("la charte ne permet pas ce calcul ; voyez la décision",
        "the charter does not permit this computation; see the decision"),
    TOO_FEW("il y a trop peu de contributions ; attendez-en d'autres ou abandonnez",
        "there are too few contributions; wait for more or give up"),
    OTHER_AGGREGATE("un autre total a déjà été accepté pour ce calcul ; il n'y en a qu'un par calcul",
        "another aggregate has been accepted for this computation; there is one per computation"),
    DIFFERENT_SUM("le total annoncé n'est pas la somme des contributions",
        "the announced aggregate is not the sum of the contributions"),
    NO_QUORUM("trop peu de détenteurs ont accepté ce total ; attendez les autres",
        "too few holders have accepted this aggregate; wait for the others"),
    WRONG_SET("ces détenteurs ne forment pas un groupe d'ouverture ; il en faut exactement le nombre prévu, distincts",
        "these holders are no opening set; exactly the declared number of distinct ones is needed"),
    DIFFERENT_CIPHERTEXT("le groupe n'ouvre pas partout le même chiffré, on ne sait par qui ; prenez un autre essai",
        "the set does not open the same ciphertext everywhere, by whose doing is not known; take another attempt"),
    OPENED_ALREADY("ce chiffré a déjà été ouvert par un autre groupe ; il faut un nouvel essai",
        "this ciphertext has been opened by another set; a new attempt is needed"),
    ALLOWANCE_SPENT("le nombre d'ouvertures prévu pour cette clé est atteint ; il faut une nouvelle clé",
        "the openings declared for this key are used up; a new key is needed"),
    KEY_USED("cette clé a servi à un autre calcul ; une clé sert une fois",
        "this key has served another computation; a key serves once"),
    KEY_DESTROYED("cette clé est détruite ; il faut une nouvelle clé",
        "this key is destroyed; a new key is needed"),
    NOISE_TOO_LARGE("le bruit du résultat dépasse sa borne ; une part de déchiffrement ou une contribution est fausse",
        "the noise of the result is beyond its bound; a decryption share or a contribution is wrong"),
    ZERO_SLOT_DISTURBED("une case qui doit rester nulle ne l'est pas ; une part de déchiffrement ou une contribution "
        + "est fausse", "a slot that has to stay zero is not; a decryption share or a contribution is wrong"),
    OUT_OF_RANGE("une case du résultat dépasse l'étendue déclarée ; une part de déchiffrement ou une contribution est "
        + "fausse", "a cell of the result is beyond the declared range; a decryption share or a contribution is wrong"),
    DIFFERENT_OPENINGS("les deux groupes de détenteurs n'ouvrent pas le même résultat ; l'un d'eux ment",
        "the two sets of holders do not open the same result; one of them lies"),
    CELL_TOO_LARGE("une case dépasse la borne déclarée ; révisez la borne ou les données",
        "a cell is beyond the declared bound; revise the bound or the data");

    private final String french;
    private final String english;

    Fault(String french, String english) {
        this.french = french;
        this.english = english;
    }

    public String french() {
        return french;
    }

    public String english() {
        return english;
    }
}
