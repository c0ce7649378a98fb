namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Reads a runtime. Its settings stay as the file has them; only their kinds are looked at.</summary>
internal static class RuntimeReader
{
    internal static Runtime Read(Section runtime)
    {
        string type = runtime.RequiredWord("type", ConfigurationWords.RuntimeTypes);
        ReadProcess(runtime);
        ReadModel(runtime);
        ReadEndpoint(runtime);
        _ = runtime.Optional("capabilities", ReadCapabilities);
        return new(type, runtime.Whole());
    }

    private static void ReadProcess(Section runtime)
    {
        runtime.Command("command");
        _ = runtime.Arguments("args", isCommand: false);
        _ = runtime.Text("cwd");
        _ = runtime.Text("prompt_transport");
        _ = runtime.Integer("startup_watchdog_ms");
    }

    private static void ReadModel(Section runtime)
    {
        _ = runtime.Text("provider");
        _ = runtime.Text("model");
        _ = runtime.Text("auth_env");
        _ = runtime.Text("base_url");
        _ = runtime.Integer("max_output_tokens");
        _ = runtime.Number("timeout_seconds");
        _ = runtime.Integer("context_window_tokens");
        _ = runtime.Optional("retry_policy", ReadRetryPolicy);
        _ = runtime.Optional("preflight_tokenization", ReadTokenization);
    }

    private static void ReadEndpoint(Section runtime)
    {
        _ = runtime.Text("transport");
        _ = runtime.Text("url");
        _ = runtime.Text("tool_name");
        _ = runtime.Integer("timeout_ms");
        _ = runtime.ProseMap("headers");
    }

    private static Section ReadRetryPolicy(Section policy)
    {
        _ = policy.Flag("enabled");
        _ = policy.Integer("max_attempts");
        _ = policy.Integer("base_delay_ms");
        _ = policy.Integer("max_delay_ms");
        _ = policy.Number("backoff_multiplier");
        _ = policy.Text("jitter");
        _ = policy.Texts("retry_on");
        return policy;
    }

    private static Section ReadTokenization(Section tokenization)
    {
        _ = tokenization.Flag("enabled");
        _ = tokenization.Text("tokenizer");
        _ = tokenization.Integer("safety_margin_tokens");
        return tokenization;
    }

    private static Section ReadCapabilities(Section capabilities)
    {
        capabilities.TextOrFlag("can_write_files");
        capabilities.TextOrFlag("proposal_support");
        capabilities.TextOrFlag("workflow_artifact_ownership");
        return capabilities;
    }
}
