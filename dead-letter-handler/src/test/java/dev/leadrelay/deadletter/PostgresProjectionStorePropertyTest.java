package dev.leadrelay.deadletter;

class PostgresProjectionStorePropertyTest extends ProjectionStoreProperty {
    @Override
    TestStore create() {
        return TestStore.onPostgres();
    }
}
