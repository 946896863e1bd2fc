package eu.bocage.connector.edc.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.edc.spi.persistence.EdcPersistenceException;

/**
 * Writes an entity as JSON and reads it back, by way of a record that fixes the stored form. EDC's classes change with
 * its versions and some hide fields from Jackson; the records do neither.
 *
 * @param <T> the EDC entity
 * @param <R> its stored form
 */
final class Codec<T, R> {

    private final Supplier<ObjectMapper> mapper;
    private final Class<R> stored;
    private final Function<T, R> toStored;
    private final Function<R, T> toEntity;

    Codec(Supplier<ObjectMapper> mapper, Class<R> stored, Function<T, R> toStored, Function<R, T> toEntity) {
        this.mapper = mapper;
        this.stored = stored;
        this.toStored = toStored;
        this.toEntity = toEntity;
    }

    String write(T entity) {
        try {
            return mapper.get().writeValueAsString(toStored.apply(entity));
        } catch (JsonProcessingException e) {
            throw new EdcPersistenceException("Cannot write " + stored.getSimpleName() + " as JSON", e);
        }
    }

    T read(String json) {
        try {
            return toEntity.apply(mapper.get().readValue(json, stored));
        } catch (JsonProcessingException e) {
            throw new EdcPersistenceException("Cannot read a stored " + stored.getSimpleName(), e);
        }
    }
}
