package dev.leadrelay.deadletter;

class PostgresStoreTest extends StoreContract {
    @Override
    TestStore open() {
        return TestStore.onPostgres();
    }
}
