using System.Globalization;
using Proofs.Verdicts;

namespace Proofs.MSBuild;

/// <summary>
/// The number that a reason code has in a build, where errors and warnings are switched and searched by code. A number never changes and is never
/// given again; PRF1001 is that the gates were skipped.
/// </summary>
internal static class DiagnosticCodes
{
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal)
    {
        ["internal_error"] = 1003,
        ["interrupted"] = 1004,
        ["libgit2_missing"] = 1005,
        ["libgit2_unsupported"] = 1006,
        ["platform_unsupported"] = 1002,
        ["repository_unreadable"] = 1007,
        ["repository_foreign"] = 1008,
        ["repository_stalled"] = 1009,
        ["not_a_git_repo"] = 1010,
        ["repository_corrupt"] = 1011,
        ["policy_invalid"] = 1012,
        ["policy_missing"] = 1013,
        ["event_invalid"] = 1014,
        ["usage_error"] = 1015,
        ["nothing_requested"] = 1016,
        ["commit_id_not_full"] = 1017,
        ["feature_key_invalid_format"] = 1018,
        ["feature_key_pattern_invalid"] = 1019,
        ["trailer_name_invalid"] = 1020,
        ["revision_unsupported"] = 1021,
        ["revision_ambiguous"] = 1022,
        ["worktree_missing"] = 1023,
        ["message_file_unreadable"] = 1024,
        ["output_unwritable"] = 1025,
        ["unknown_reason_code"] = 1026,
        ["report_incomplete"] = 1027,
        ["event_missing"] = 1028,
        ["range_given_by_event"] = 1029,
        ["event_without_range"] = 1030,
        ["input_invalid"] = 1031,
        ["required_baseline_missing"] = 1032,
        ["required_commit_missing"] = 1033,
        ["baseline_not_met"] = 1034,
        ["reported_commit_missing"] = 1035,
        ["reported_commit_not_found"] = 1036,
        ["reported_not_ancestor"] = 1037,
        ["reported_already_in_base"] = 1038,
        ["feature_key_missing"] = 1039,
        ["no_commits_in_range"] = 1040,
        ["feature_key_missing_in_commits"] = 1041,
        ["feature_key_not_single"] = 1042,
        ["feature_key_empty"] = 1043,
        ["feature_key_invalid_utf8"] = 1044,
        ["feature_key_invisible_characters"] = 1045,
        ["feature_key_confusable_characters"] = 1046,
        ["feature_key_mismatch"] = 1047,
        ["feature_key_pattern_mismatch"] = 1048,
        ["feature_key_value_not_allowed"] = 1049,
        ["policy_broken_by_change"] = 1050,
        ["object_format_unsupported"] = 1051,
        ["repository_extension_unsupported"] = 1052,
        ["runtime_commit_missing"] = 1053,
        ["branch_head_missing"] = 1054,
        ["base_zero_id"] = 1055,
        ["base_branch_missing"] = 1056,
        ["base_commit_missing"] = 1057,
        ["merge_base_ambiguous"] = 1058,
        ["history_truncated"] = 1059,
        ["object_missing"] = 1060,
        ["object_corrupt"] = 1061,
        ["policy_unreadable"] = 1062,
        ["commit_encoding_unsupported"] = 1063,
        ["baseline_ok"] = 1064,
        ["integrity_ok"] = 1065,
        ["feature_key_ok"] = 1066,
        ["integrity_ancestry_only"] = 1067,
        ["reference_deleted"] = 1068,
        ["feature_key_app_exempt"] = 1069,
        ["not_requested"] = 1070,
        ["input_overridden_by_policy"] = 1071,
        ["policy_changed_in_range"] = 1072,
        ["merges_skipped"] = 1073,
        ["commit_exempt"] = 1074,
        ["app_commit_exempt"] = 1075,
        ["app_not_verified"] = 1076,
        ["head_moved"] = 1077,
        ["base_from_checkout"] = 1078,
        ["replacements_ignored"] = 1079,
        ["alternates_present"] = 1080,
        ["required_proofs_missing"] = 1081,
        ["evidence_self_issued"] = 1082,
        ["proof_payload_invalid"] = 1083,
        ["proof_digest_mismatch"] = 1084,
        ["proof_contradictory"] = 1085,
        ["proof_grade_overstated"] = 1086,
        ["proof_failed"] = 1087,
        ["proof_missing"] = 1088,
        ["proof_skipped"] = 1089,
        ["proof_grade_too_low"] = 1090,
        ["proof_commit_mismatch"] = 1091,
        ["proof_tree_mismatch"] = 1092,
        ["proof_worktree_dirty"] = 1093,
        ["proof_run_mismatch"] = 1094,
        ["proof_run_attempt_mismatch"] = 1095,
        ["proof_too_old"] = 1096,
        ["proof_from_future"] = 1097,
        ["evidence_origin_unknown"] = 1098,
        ["attestations_unreadable"] = 1099,
        ["evidence_unsigned"] = 1100,
        ["proofs_ok"] = 1101,
        ["proof_skip_covered"] = 1102,
    };

    /// <summary>That the gates were skipped.</summary>
    internal const string Skipped = "PRF1001";

    /// <summary>Every reason code that has one.</summary>
    internal static IReadOnlyDictionary<string, int> All => Numbers;

    /// <summary>Where every code is explained.</summary>
    internal const string HelpLink = "https://github.com/proofs/proofs/tree/main/src/Proofs.MSBuild#readme";

    /// <summary>For example <c>PRF1017</c>.</summary>
    internal static string Of(ReasonCode reason) => string.Create(CultureInfo.InvariantCulture, $"PRF{Numbers[reason.Id]}");
}
