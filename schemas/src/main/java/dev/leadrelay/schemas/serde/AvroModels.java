package dev.leadrelay.schemas.serde;

import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;

/** How Avro's values become Java objects here. */
final class AvroModels {
    /**
     * Generated classes, by Avro's fast reader: the classic one keeps its resolver per thread, which a virtual thread
     * per record would build anew for each record.
     */
    static final SpecificData SPECIFIC = specific();

    /** Generic records, for readers that did not ask for generated classes. */
    static final GenericData GENERIC = generic();

    private AvroModels() {}

    private static SpecificData specific() {
        SpecificData data = new SpecificData(AvroModels.class.getClassLoader());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.setFastReaderEnabled(true);
        return data;
    }

    private static GenericData generic() {
        GenericData data = new GenericData(AvroModels.class.getClassLoader());
        data.setFastReaderEnabled(true);
        return data;
    }
}
