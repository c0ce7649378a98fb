using Proofs.Runs.Runs.Records;
using Proofs.Workers.Results;

namespace Proofs.Workers.Api;

/// <summary>Everything that the requests of one order have in common.</summary>
/// <param name="Target">Where they go.</param>
/// <param name="Settings">How.</param>
/// <param name="Key">The key, or null.</param>
/// <param name="Prompt">What the model is asked.</param>
internal sealed record ApiCall(ApiTarget Target, ApiSettings Settings, string? Key, string Prompt)
{
    /// <summary>Takes the key out of what comes back.</summary>
    internal Redactor Redactor { get; } = new(Key is null ? [] : [Key]);

    internal ProviderWords Words => new(Redactor);

    /// <summary>Sends one request.</summary>
    /// <param name="senders">The connections.</param>
    /// <param name="options">What the operator gives.</param>
    /// <param name="left">How much of the order's time is left.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task<ApiTry> AskAsync(Senders senders, ApiWorkerOptions options, TimeSpan left, TimeProvider time, CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        TimeSpan limit = left < Settings.Timeout ? left : Settings.Timeout;
        using Wire wire = new(senders.For(Target), Target, Key, limit, time);
        Exchange exchange = wire.Exchange;
        ModelReply? reply = null;
        ApiError? unread = null;
        try
        {
            reply = await Models.AskAsync(Target, Prompt, Settings.MaxOutputTokens, wire, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The run stops, perhaps before the SDK has sent anything.
            exchange.Fault = WireFault.Stopped;
        }
        catch (Exception) when (exchange.Fault != WireFault.None || (exchange.Status is not null && !exchange.IsSuccess))
        {
            // The SDKs have their own exceptions for what the exchange says more exactly.
        }
        catch (Exception unreadable) when (exchange.IsSuccess && unreadable is not OutOfMemoryException)
        {
            // The SDKs throw many kinds at bodies that they do not expect. Their texts may quote the body.
            unread = new("response_parse_failure", $"The answer is no answer of {Target.Provider.Name}'s API ({unreadable.GetType().Name}).", true) { Detail = System.Text.Encoding.UTF8.GetString(exchange.Response ?? []) };
        }

        ApiError? error = ApiErrors.Of(exchange, limit, time.GetUtcNow()) ?? unread;
        byte[]? result = null;
        error ??= Result(reply!, out result);
        TurnCost cost = Costs.Of(exchange, UsageReader.Read(exchange, Settings.MaxOutputTokens), Target.Model, reply?.Model, options.CostRates);
        return new(exchange, reply, result, error, cost, (long)time.GetElapsedTime(began).TotalMilliseconds);
    }

    private ApiError? Result(ModelReply reply, out byte[]? result)
    {
        result = null;
        const string Class = "turn_result_extraction_failure";
        if (reply.IsCut)
        {
            return new(Class, $"The answer was cut off at {Settings.MaxOutputTokens} tokens.", false);
        }

        if (reply.IsRefusal)
        {
            return new(Class, "The model, or a filter before it, refused to answer.", true) { Detail = reply.Text };
        }

        if (!reply.IsWhole)
        {
            return new(Class, $"The model ended for another reason than being done ({ApiFailures.Quote(reply.Stop ?? "none")}).", true) { Detail = reply.Text };
        }

        if (ResultText.Find(reply.Text, out byte[]? found) is { } wrong)
        {
            return new(Class, $"The answer {wrong}.", true) { Detail = reply.Text };
        }

        if (ResultText.Texts(found).Any(Redactor.IsIn))
        {
            return new(Class, "The answer has the key in it and was thrown away.", false) { Next = "Look at what answers at base_url, and replace the key if that is not who should have it." };
        }

        result = found;
        return null;
    }
}

/// <summary>One request and what came of it.</summary>
internal sealed record ApiTry(Exchange Exchange, ModelReply? Reply, byte[]? Result, ApiError? Error, TurnCost Cost, long LatencyMs)
{
    /// <summary>How long was waited before it.</summary>
    internal TimeSpan Delay { get; init; }
}
