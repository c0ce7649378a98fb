using Proofs.Runs.Runs.Records;

namespace Proofs.Workers.Api;

/// <summary>What is kept of a dispatch.</summary>
internal static class ApiRecord
{
    internal const string Worker = "api_proxy";

    /// <summary>The record of an order that no request was sent for.</summary>
    internal static DispatchRecord Unsent(ApiSettings settings, DateTimeOffset startedAt) =>
        new() { Worker = Worker, EvidenceGrade = EvidenceGrade.Unobserved, Provider = Provider.Find(settings.Provider)?.Name, Model = new ProviderWords(new([])).Name(settings.Model), StartedAt = startedAt, Usage = new() { Usd = 0 } };

    /// <summary>The record of requests. It has a grade only when somebody answered.</summary>
    internal static DispatchRecord Of(ApiCall call, IReadOnlyList<ApiTry> tries, TurnCost cost, DateTimeOffset startedAt, long latencyMs)
    {
        ApiTry last = tries[^1];
        bool isAnswered = last.Exchange.Response is not null;
        return new()
        {
            Worker = Worker,
            EvidenceGrade = isAnswered ? call.Target.Grade : EvidenceGrade.Unobserved,
            Provider = call.Target.Provider.Name,
            EndpointHost = call.Target.Host,
            Model = call.Words.Name(call.Target.Model),
            ModelEchoed = call.Words.Name(last.Reply?.Model),
            RequestId = call.Words.Name(tries.Where(each => each.Exchange.Status is not null).Select(each => each.Exchange.RequestId ?? each.Reply?.Id).LastOrDefault()),
            RequestDigest = Exchange.Digest(last.Exchange.Request),
            ResponseDigest = Exchange.Digest(last.Exchange.Response),
            Usage = cost,
            StartedAt = startedAt,
            LatencyMs = latencyMs,
            Retries = tries.Count - 1,
            Tries = [.. tries.Index().Select(each => Try(call.Words, each.Item, each.Index + 1))],
        };
    }

    private static DispatchTry Try(ProviderWords words, ApiTry request, int number) => new()
    {
        Number = number,
        Outcome = request.Error?.Class ?? "success",
        HttpStatus = request.Exchange.Status,
        RequestId = words.Name(request.Exchange.RequestId ?? request.Reply?.Id),
        LatencyMs = request.LatencyMs,
        DelayMs = (long)request.Delay.TotalMilliseconds,
        Usage = request.Cost,
    };
}
