package lumen.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import lumen.recipe.InvalidRecipeException.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules between options: each line is options, the option at fault, and what is said. */
class RulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // what is needed
                "{'train_paths': []} | train_paths | is required",
                "{'val_paths': []} | val_paths | is required",
                "{'preset': 'REFERENCE'} | model | is required",
                "{'preset': 'REFERENCE', 'model': 'mobnet'} | audio_transform | is required",
                // data
                "{'train_only_dataset': true} | train_only_dataset | has no effect",
                "{'labels': ['a', 'a']} | labels | different codes",
                "{'labels': ['a', 'DISCOVER']} | labels | alone",
                "{'labels': []} | labels | at least one",
                // signal
                "{'hop_length': 4096} | hop_length | at most n_fft, 2048",
                "{'n_fft': 2046} | n_fft | product of 2, 3 and 5",
                "{'f_max': 12000} | f_max | at most half",
                "{'f_min': 11025} | f_min | below f_max",
                "{'n_mfcc': 20} | n_mfcc | MFCC only",
                "{'audio_transform': 'MFCC', 'n_mfcc': 129} | n_mfcc | at most n_mels, 128",
                "{'image_size': [128]} | image_size | height and width",
                "{'image_size': [128, 90], 'window_frames': 91} | window_frames | 90 wide",
                "{'window_hop_frames': 77} | window_hop_frames | at most 76",
                "{'model': 'ast', 'window_hop_frames': 1024} | window_hop_frames | 1023",
                "{'max_num_width_samples': 90} | max_num_width_samples | window_frames says",
                "{'model': 'ast', 'window_frames': 90} | window_frames | max_num_width_samples",
                "{'model': 'ast', 'image_size': [128, 90]} | image_size | max_num_width_samples",
                "{'model': 'wav2vec', 'n_fft': 512} | n_fft | samples themselves",
                "{'model': 'wav2vec', 'hop_length': 160} | hop_length | samples themselves",
                "{'model': 'wav2vec', 'n_mels': 64} | n_mels | samples themselves",
                "{'model': 'wav2vec', 'f_min': 50} | f_min | samples themselves",
                "{'model': 'wav2vec', 'f_max': 5000} | f_max | samples themselves",
                "{'padding': 'MEAN'} | padding | for MFCC only",
                // model
                "{'model': 'ast', 'audio_transform': 'MFCC'} | audio_transform | takes [AST]",
                "{'audio_transform': 'AST'} | audio_transform | does not go with",
                "{'model': 'conv_lstm', 'audio_transform': 'WAV2VEC'} | audio_transform | with",
                "{'model': 'ast', 'n_mels': 64} | n_mels | must be 128",
                "{'model': 'ast', 'max_num_width_samples': 1025} | max_num_width_samples | 1024",
                "{'head': 'ATTENTION_HEAD'} | head | sequence",
                "{'head_hidden_dim': [9, 8, 7]} | head_hidden_dim | at most two",
                "{'head_hidden_dim': [8, 9]} | head_hidden_dim | descending",
                "{'model': 'ast', 'head_hidden_dim': [8]} | head_hidden_dim | own head of ast",
                "{'head': 'LINEAR_HEAD', 'head_hidden_dim': 8} | head_hidden_dim | LINEAR_HEAD",
                "{'model': 'mobnet', 'use_fluffy': true} | use_fluffy | mobnet",
                "{'time_dim_pooling_mode': 'MAX'} | time_dim_pooling_mode | no sequence",
                "{'model': 'wav2vec', 'head': 'ATTENTION_HEAD', 'time_dim_pooling_mode': 'MAX'}"
                        + " | time_dim_pooling_mode | as it is",
                "{'pretrained': true} | pretrained | needs pretrained_tag",
                "{'pretrained': false, 'pretrained_tag': 'a'} | pretrained_tag | is false",
                "{'feature_mean': 1} | feature_mean | both",
                "{'feature_std': 1} | feature_std | both",
                "{'model': 'wav2vec', 'feature_mean': 1, 'feature_std': 1} | feature_mean |"
                        + " already",
                "{'prediction_threshold': 0.4, 'threshold_shrinkage': 0.5} | threshold_shrinkage"
                        + " | prediction_threshold",
                "{'ckpt': 'a.onnx', 'model': 'mn10'} | model | ckpt says it",
                "{'ckpt': 'a.onnx', 'sampling_rate': 8000} | sampling_rate | ckpt says it",
                "{'ckpt': 'a.onnx', 'labels': ['cel']} | labels | ckpt says it",
                "{'ckpt': 'a.onnx', 'pretrained_tag': 'b'} | pretrained_tag | ckpt says it",
                // augmentation
                "{'aug_kwargs': {'pitch_p': 1}} | aug_kwargs | PITCH is not among",
                "{'aug_kwargs': {'blur_frame': 1}} | aug_kwargs | did you mean blur_frames",
                "{'aug_kwargs': {'blur_p': 2}} | aug_kwargs | blur_p must be",
                "{'augmentations': ['BACKGROUND_NOISE']} | aug_kwargs | path_background_noise",
                "{'augmentations': ['SUM_N_SAMPLES', 'SUM_TWO_SAMPLES']} | aug_kwargs | only one",
                "{'augmentations': [], 'augmentation_growth': 0.5} | augmentation_growth | no",
                "{'model': 'wav2vec', 'augmentations': ['BLUR']} | augmentations | no spectrogram",
                "{'audio_transform': 'MFCC', 'augmentations': ['NOISE_FLOOR']} | augmentations"
                        + " | needs power",
                "{'audio_transform': 'MULTI_SPECTROGRAM', 'augmentations': ['MASKS']}"
                        + " | augmentations | three",
                // fine-tuning
                "{'head_after': 'classifier'} | backbone_after | is required",
                "{'backbone_after': 'features'} | head_after | is required",
                "{'finetune_head': true} | finetune_head | needs head_after",
                "{'finetune_head_epochs': 3} | finetune_head_epochs | no epochs of the head",
                "{'finetune_train_bn': true} | finetune_train_bn | everything learns",
                "{'backbone_lr_factor': 0.1} | backbone_lr_factor | everything learns",
                "{'lr_warmup': 1e-3} | lr_warmup | no epochs of the head",
                "{'head_after': 'c', 'backbone_after': 'f', 'epochs': 5,"
                        + " 'finetune_head_epochs': 5} | finetune_head_epochs | less than epochs",
                "{'model': 'convnext_tiny', 'batch_norm_momentum': 0.1} | batch_norm_momentum"
                        + " | no batch normalisation",
                // loss
                "{'loss_function_kwargs': {'gamma': 2}} | loss_function_kwargs | it has none",
                "{'loss_function': 'FOCAL_LOSS', 'loss_function_kwargs': {'clip': 0}}"
                        + " | loss_function_kwargs | there are gamma, form",
                "{'loss_function': 'FOCAL_LOSS', 'loss_function_kwargs': 'gamma=-1'}"
                        + " | loss_function_kwargs | gamma must be",
                "{'loss_function': 'FOCAL_LOSS', 'loss_function_kwargs': 'gamma'}"
                        + " | loss_function_kwargs | expected key=value",
                "{'loss_function': 'ASYMMETRIC_LOSS', 'loss_function_kwargs': {'clip': 1}}"
                        + " | loss_function_kwargs | clip must be",
                "{'labels': ['a'], 'add_instrument_loss': 1} | add_instrument_loss | IRMAS",
                "{'labels': 'DISCOVER', 'loss_function': 'INSTRUMENT_FAMILY_LOSS'}"
                        + " | add_instrument_loss | IRMAS",
                "{'distillation_weight': 0.3} | distillation_weight | no distillation_teacher",
                "{'distillation_temperature': 1} | distillation_temperature | no distillation",
                // optimisation
                "{'lr': 0.1} | lr_onecycle_max | at least lr",
                "{'scheduler': 'PLATEAU', 'lr_onecycle_max': 1} | lr_onecycle_max | ONECYCLE only",
                "{'scheduler': 'AUTO_LR', 'lr': 1e-3} | lr | looks for the rate itself",
                "{'scheduler': 'PLATEAU', 'skip_validation': true} | scheduler | needs validation",
                // run
                "{'metric': 'VAL_HAMMING', 'metric_mode': 'MAX'} | metric_mode | must be MIN",
                "{'skip_validation': true, 'metric': 'VAL_F1'} | metric | skip_validation",
                "{'skip_validation': true, 'early_stopping_metric_patience': 3}"
                        + " | early_stopping_metric_patience | skip_validation",
                "{'skip_validation': true, 'limit_val_batches': 3} | limit_val_batches | skip",
                "{'skip_validation': true, 'threshold_shrinkage': 0} | threshold_shrinkage | skip",
                "{'skip_validation': true, 'save_on_train_epoch_end': true}"
                        + " | save_on_train_epoch_end | skip_validation",
                "{'early_stopping_metric_patience': 0, 'check_on_train_epoch_end': true}"
                        + " | check_on_train_epoch_end | never ends early",
                "{'skip_validation': true, 'val_paths': [], 'limit_test_batches': 2}"
                        + " | limit_test_batches | nothing to test on",
                "{'limit_train_batches': 1.5} | limit_train_batches | whole number",
                "{'find_lr_steps': 50} | find_lr_steps | neither find_lr",
                // execution
                "{'num_workers': 2} | num_workers | not LOCAL",
                // names
                "{'lr_one_cycle_max': 1} | lr_one_cycle_max | did you mean lr_onecycle_max?",
                "{'--batch-size': 1} | --batch-size | did you mean batch_size?",
                "{'zzzzzzz': 1} | zzzzzzz | is unknown",
                "{'path_models': 'x'} | path_models | lumen.training.runs-directory",
                "{'num_labels': 11} | num_labels | labels names them"
            })
    void anOptionThatDoesNotFitIsAFault(String json, String option, String words) throws Exception {
        // When
        List<Fault> faults = faults(json);

        // Then
        assertThat(faults)
                .filteredOn(fault -> fault.option().equals(option))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains(words));
    }

    @Test
    void everyFaultIsNamedAndNoneHidesAnother() throws Exception {
        // When
        List<Fault> faults =
                faults(
                        """
                        {'train_paths': ['irmas:x'], 'batch_size': 0, 'lr': 'fast', 'modl': 'mn10',
                         'model': 'mn11', 'aug_kwargs': {'blur_p': 2, 'mask_bands': 1},
                         'head_after': 'x', 'seed': -1, 'quick': 'perhaps', 'f_max': 1e9,
                         'image_size': [0, 1], 'distillation_weight': 0.5}
                        """);

        // Then
        assertThat(faults.stream().map(Fault::option))
                .containsExactly(
                        "modl",
                        "train_paths",
                        "train_paths",
                        "batch_size",
                        "f_max",
                        "image_size",
                        "aug_kwargs",
                        "aug_kwargs",
                        "model",
                        "backbone_after",
                        "distillation_weight",
                        "lr",
                        "quick",
                        "seed");
        assertThat(faults).allSatisfy(fault -> assertThat(fault.message()).doesNotContain("null"));
    }

    private static List<Fault> faults(String json) throws Exception {
        var options = Options.with(json);
        return catchThrowableOfType(InvalidRecipeException.class, () -> Recipe.of(options))
                .faults();
    }
}
