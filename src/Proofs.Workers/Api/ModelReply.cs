namespace Proofs.Workers.Api;

/// <summary>What a model answered, as the SDK reads it.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Model">The model that the answer names.</param>
/// <param name="Id">The answer's id.</param>
/// <param name="Stop">Why it ended, in the provider's word.</param>
internal sealed record ModelReply(string Text, string? Model, string? Id, string? Stop)
{
    /// <summary>Whether it ended because it was as long as it may be; what is missing may be what matters.</summary>
    internal bool IsCut => Stop is "max_tokens" or "length" or "model_context_window_exceeded";

    /// <summary>Whether the model or a filter refused.</summary>
    internal bool IsRefusal => Stop is "refusal" or "content_filter";

    /// <summary>Whether it ended because it was done.</summary>
    internal bool IsWhole => Stop is "end_turn" or "stop" or "stop_sequence";
}
