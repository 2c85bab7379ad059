package lumen.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'preset': 'FAST'}",
                "{'preset': 'best', 'model': 'MN10'}",
                "{'preset': 'REFERENCE', 'model': 'CONVNEXT_TINY',"
                        + " 'audio_transform': 'MEL_SPECTROGRAM'}",
                "{'preset': 'REFERENCE', 'model': 'AST'}",
                "{'preset': 'REFERENCE', 'model': 'convnext_tiny', 'audio_transform': 'MFCC'}",
                "{'model': 'ast'}",
                "{'model': 'wav2vec', 'preset': 'BEST'}",
                "{'model': 'wav2vec_cnn', 'head': 'ATTENTION_HEAD'}",
                "{'model': 'conv_lstm'}",
                "{'audio_transform': 'MULTI_SPECTROGRAM', 'model': 'resnext50_32x4d'}",
                "{'audio_transform': 'MFCC', 'image_size': [224, 100]}",
                "{'ckpt': 'a.onnx', 'window_hop_frames': 30}",
                "{'head_after': 'classifier', 'backbone_after': 'features', 'quick': true}",
                "{'loss_function': 'FOCAL_LOSS', 'loss_function_kwargs': ['gamma=0.5']}",
                "{'loss_function': 'ASYMMETRIC_LOSS', 'distillation_teacher': 'x'}",
                "{'loss_function': 'INSTRUMENT_FAMILY_LOSS', 'scheduler': 'PLATEAU'}",
                "{'augmentations': [], 'labels': 'DISCOVER', 'metric': 'VAL_HAMMING'}",
                "{'augmentations': ['PITCH'], 'aug_kwargs': 'pitch_semitones=-1,1'}",
                "{'skip_validation': true, 'val_paths': null, 'feature_source': 'LOCAL'}",
                "{'scheduler': 'AUTO_LR', 'limit_train_batches': 0.5, 'optimizer': 'ADAM'}"
            })
    void recipeIsEqualAfterJsonAndYaml(String json) throws Exception {
        // Given
        Recipe recipe = Recipe.of(Options.with(json));

        // When
        ObjectNode yaml = Recipe.parseYaml(recipe.toYaml());

        // Then
        assertThat(Recipe.of(yaml)).isEqualTo(recipe);
        String text = recipe.toJson().toString();
        assertThat(Recipe.of((ObjectNode) new JsonMapper().readTree(text))).isEqualTo(recipe);
        assertThat(recipe.toJson().size()).isEqualTo(RecipeOptions.all().size());
    }
}
