package eu.bocage.connector.answer;

import eu.bocage.connector.World;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import java.time.Duration;

/** Answering over a {@link World}, and requests to it. */
final class Desks {

    static final Duration SLOT = Duration.ofMillis(20);
    /** Questions of one member: more than any test asks that is about something else. */
    static final int PER_MINUTE = 10_000;

    private Desks() {
    }

    static Answering answering(World world) {
        return answering(world, Computing.real(), new Workers(), SLOT);
    }

    static Answering answering(World world, Computing computing, Workers workers, Duration slot) {
        return answering(world, computing, workers, slot, PER_MINUTE);
    }

    static Answering answering(World world, Computing computing, Workers workers, Duration slot, int perMinute) {
        return new Answering(world.provider.did(), world.territory, world, world.grants, world.gate, world.datasets,
            world.budgets, world.ledger, reconciliation(world), slot, perMinute,
            () -> world.now,
            new Desk(world.provider.did(), world.providerKeys, world.datasets, world.budgets, world.ledger,
                world.database, () -> world.now, computing, workers));
    }

    static Reconciliation reconciliation(World world) {
        return new Reconciliation(world.provider.did(), world.providerKeys.verificationKey(), world.ledger,
            world.budgets, world.continuity, world.datasets, world.database);
    }

    /** A request by the agreement's consumer. */
    static byte[] request(World world, String question) {
        return request(world, World.AGREEMENT, question, world.consumerKeys);
    }

    static byte[] request(World world, String agreement, String question, NodeKeys keys) {
        Agreement agreed = world.agreements.get(agreement);
        return new Request(agreement, question, world.now)
            .sign(agreed == null ? world.consumer.did() : agreed.consumer(), keys).bytes();
    }

    /** A request by the agreement's consumer to be told beforehand. */
    static byte[] preview(World world, String question) {
        return new Request(World.AGREEMENT, question, world.now)
            .sign(Messages.PREVIEW, world.consumer.did(), world.consumerKeys).bytes();
    }

    /** The question with another cost, and so another one. */
    static String costing(long microRho) {
        return World.QUESTION.strip().replaceFirst("}$", ",\"microRho\":" + microRho + "}");
    }

    static String text(Answering.Reply reply) {
        return Json.text(reply.body());
    }

    static String code(Answering.Reply reply) {
        return Json.read(text(reply)).path("code").asText();
    }

    static String answer(Answering.Reply reply) {
        return Json.text(Json.canonical(Json.read(text(reply)).required("answer")));
    }

    static byte[] receipt(Answering.Reply reply) {
        return Json.canonical(Json.read(text(reply)).required("receipt"));
    }
}
