package lumen.model.file;

/** How precisely a model wants its features delivered. */
public enum FeatureElementType {
    /** Four bytes a value: as they are computed. */
    FLOAT32,
    /** Two bytes a value: eleven significant bits, up to 65504. Half the traffic. */
    FLOAT16
}
